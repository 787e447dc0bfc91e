"""The wheel holds the program and all its files, and works on its own."""

import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from helpers.source_tree import ROOT


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built without a network and unpacked."""
    pytest.importorskip("hatchling")
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = folder.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder / "unpacked")
    return folder / "unpacked"


def test_the_wheel_holds_the_example_and_the_fonts(unpacked: Path) -> None:
    bundled = unpacked / "tickertale" / "_bundled"
    assert (bundled / "seeds" / "alibaba-2025" / "timeline.json").is_file()
    assert (bundled / "resources" / "fonts" / "Inter-Regular.ttf").is_file()


def test_the_wheel_holds_every_module_and_nothing_beside_the_package(unpacked: Path) -> None:
    modules = {path.relative_to(ROOT / "gui") for path in (ROOT / "gui").rglob("*.py")}
    packed = {path.relative_to(unpacked) for path in unpacked.rglob("*.py")}
    assert modules <= packed
    assert {path.name.split("-")[0] for path in unpacked.iterdir()} == {"tickertale"}


def test_the_wheel_tells_the_desktop_who_opens_our_documents(unpacked: Path) -> None:
    (shared,) = unpacked.glob("tickertale-*.data/data/share")
    entry = (shared / "applications" / "tickertale.desktop").read_text(encoding="utf-8")
    kinds = (shared / "mime" / "packages" / "tickertale.xml").read_text(encoding="utf-8")
    kind = re.search(r'mime-type type="([^"]+)"', kinds)
    assert kind
    assert f"MimeType={kind[1]};" in entry
    assert "Exec=tickertale %f" in entry
    assert re.findall(r'glob pattern="([^"]+)"', kinds) == ["*.tale"]
    assert (shared / "icons" / "hicolor" / "scalable" / "apps" / "tickertale.svg").is_file()


def test_the_program_of_the_wheel_finds_its_own_files(unpacked: Path) -> None:
    code = (
        "import tickertale.assets as assets\n"
        "print(assets.__file__, assets.seed('alibaba-2025'), assets.resource('fonts'), sep='\\n')"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "PYTHONPATH": str(unpacked)},
        cwd=unpacked,
        check=True,
        capture_output=True,
        text=True,
    )
    for line in done.stdout.splitlines():
        path = Path(line)
        assert path.exists()
        assert path.is_relative_to(unpacked.resolve())
