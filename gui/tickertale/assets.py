"""Where the bundled files are: inside the package when installed, else beside it in a checkout."""

from functools import lru_cache
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


@lru_cache(maxsize=1)
def _root() -> Path:
    bundled = _PACKAGE / "_bundled"
    return bundled if bundled.is_dir() else _PACKAGE.parents[1]


def resource(name: str) -> Path:
    """Return the path of a file or folder of ``resources/``, such as ``fonts``."""
    return _root() / "resources" / name


def seed(name: str) -> Path:
    """Return the path of an example of ``seeds/``, such as ``alibaba-2025``; never write there."""
    return _root() / "seeds" / name
