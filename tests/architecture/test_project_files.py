"""What stands in the project's files, and what must not."""

import ast
import re
from collections.abc import Iterator
from importlib.metadata import distributions

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from helpers.source_tree import ROOT, package_modules, parse, tracked_files

# A folder of one machine, or the address of a package index: neither means anything elsewhere.
FOREIGN = re.compile(
    r"(?<![\w.:/-])/(?:home|root|Users|work|opt)/\w"
    r"|--(?:extra-)?index-url|--find-links|\bpythonhosted\.|\bpypi\.(?:org|python)|\bpip\.conf\b"
)


def test_every_module_starts_with_a_docstring() -> None:
    tests = [parse(path) for path in sorted((ROOT / "tests").rglob("*.py"))]
    wrong = [row.where for row in (*package_modules(), *tests) if not ast.get_docstring(row.tree)]
    assert not wrong


def test_no_file_names_a_machine_or_a_package_index() -> None:
    wrong = []
    for path in tracked_files():
        if path.name == "test_project_files.py":
            continue
        try:
            lines = path.read_text(encoding="utf-8").splitlines()
        except UnicodeDecodeError:
            continue
        wrong += [
            f"{path.relative_to(ROOT)}:{number}: {line.strip()[:120]}"
            for number, line in enumerate(lines, start=1)
            if FOREIGN.search(line)
        ]
    assert not wrong


def test_the_package_has_one_name_only() -> None:
    pattern = re.compile(r"\bgui\.tickertale\b")
    sources = [*(ROOT / "gui").rglob("*.py"), *(ROOT / "tests").rglob("*.py")]
    wrong = [
        path.relative_to(ROOT).as_posix()
        for path in sources
        if path.name != "test_project_files.py" and pattern.search(path.read_text(encoding="utf-8"))
    ]
    assert not wrong


def test_every_pinned_package_has_hashes() -> None:
    for path in sorted(ROOT.glob("requirements*.lock")):
        entries = re.split(r"\n(?=\S)", path.read_text(encoding="utf-8").strip())
        assert len(entries) > 5, path.name
        assert not [row.splitlines()[0] for row in entries if "--hash=sha256:" not in row]


def extras_asked_for() -> Iterator[tuple[str, str]]:
    """Yield the packages that an installed one wants with an extra, written as `name[extra]`."""
    for distribution in distributions():
        for text in distribution.requires or ():
            wanted = Requirement(text)
            if wanted.extras and (wanted.marker is None or wanted.marker.evaluate({"extra": ""})):
                name = canonicalize_name(wanted.name)
                yield name, f"{name}[{','.join(sorted(wanted.extras))}]=="


def test_a_package_that_is_wanted_with_an_extra_is_pinned_with_it() -> None:
    # Else pip takes the newest one for the extra, and refuses it for want of a hash.
    pinned = (ROOT / "requirements-dev.lock").read_text(encoding="utf-8")
    names = {line.split("==")[0].split("[")[0] for line in pinned.splitlines() if "==" in line}
    wanted = [start for name, start in extras_asked_for() if name in names]
    assert wanted
    assert not [start for start in wanted if f"\n{start}" not in f"\n{pinned}"]
