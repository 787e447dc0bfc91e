"""The program's own source as syntax trees, for the tests of its architecture."""

import ast
import subprocess
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "gui" / "tickertale"

FunctionNode = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True, slots=True)
class Module:
    """One source file, parsed."""

    path: Path
    tree: ast.Module
    lines: int

    @property
    def where(self) -> str:
        """Return the path inside the project."""
        return self.path.relative_to(ROOT).as_posix()

    @property
    def dotted(self) -> str:
        """Return the name it is imported by."""
        parts = self.path.relative_to(PACKAGE.parent).with_suffix("").parts
        return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def parse(path: Path) -> Module:
    """Return one file as a module."""
    text = path.read_text(encoding="utf-8")
    return Module(path, ast.parse(text, str(path)), text.count("\n"))


@lru_cache(maxsize=1)
def package_modules() -> tuple[Module, ...]:
    """Return every module of the package, by path."""
    return tuple(parse(path) for path in sorted(PACKAGE.rglob("*.py")))


def imports_of(module: Module) -> list[tuple[str, tuple[str, ...]]]:
    """Return each import as the module it names and the names taken from it, lazy ones too."""
    found: list[tuple[str, tuple[str, ...]]] = []
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Import):
            found += [(alias.name, ()) for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            found.append((node.module or "", tuple(alias.name for alias in node.names)))
    return found


def tracked_files() -> tuple[Path, ...]:
    """Return the files under version control that exist; none outside a checkout."""
    try:
        listing = subprocess.run(
            ["git", "ls-files", "-z"],  # noqa: S607
            cwd=ROOT,
            capture_output=True,
            check=True,
        ).stdout
    except (OSError, subprocess.CalledProcessError):
        return ()
    paths = (ROOT / name for name in listing.decode().split("\0") if name)
    return tuple(path for path in paths if path.is_file())
