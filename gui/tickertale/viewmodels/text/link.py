"""Which addresses may be opened, and how they are shown."""

import re
from urllib.parse import SplitResult, urlsplit

LONGEST_ADDRESS = 4096
"""Characters; longer addresses are no page that someone would cite."""

_VISIBLE_ASCII = re.compile(r"[!-~]+")
_HOST = re.compile(r"[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?(\.[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?)*\.?")
_IP_LITERAL = re.compile(r"[0-9a-f:.]+")


def is_safe_link(url: str) -> bool:
    """Return whether the address is a plain http or https one that says where it leads.

    Refused are other schemes, names and passwords before the host (``https://bank.example@evil``),
    white space, controls, anything beyond ASCII (an address is written percent-encoded, its host
    as ``xn--``), backslashes, and hosts and ports that are none.
    """
    if len(url) > LONGEST_ADDRESS or not _VISIBLE_ASCII.fullmatch(url) or "\\" in url:
        return False
    parts = _split(url)
    if parts is None or parts.scheme not in {"http", "https"}:
        return False
    if "@" in parts.netloc or "%" in parts.netloc:
        return False
    return _is_host(parts)


def link_text(url: str) -> str:
    """Return the address without scheme, ``www.`` and closing slash, the host always first.

    An address that is not safe is returned as it is.
    """
    if not is_safe_link(url):
        return url
    parts = urlsplit(url)
    query = f"?{parts.query}" if parts.query else ""
    return (parts.netloc.removeprefix("www.") + parts.path.rstrip("/") + query).rstrip("/")


def _split(url: str) -> SplitResult | None:
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return None
    is_port_stated = not parts.netloc.endswith(":")
    return parts if is_port_stated and port != 0 else None


def _is_host(parts: SplitResult) -> bool:
    host = parts.hostname or ""
    if parts.netloc.startswith("["):
        return _IP_LITERAL.fullmatch(host) is not None
    return len(host) <= 253 and _HOST.fullmatch(host) is not None
