"""How long a million candles in memory take to their first frame, ours and in a browser."""

import io
import json
import shutil
import statistics
import subprocess
import tarfile
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from queue import Empty, Queue

from typing_extensions import override

from benchmarks.figure import Figure, NotMeasuredError
from benchmarks.performer import performing

BARS = 1_000_000
BAR = 0.3
_RUNS = 3
_ROUNDS = 3
_PACKAGE = "lightweight-charts@5.2.1"
_SCRIPT = "package/dist/lightweight-charts.standalone.production.js"
_PAGE = Path(__file__).with_name("lightweight_charts.html")
_BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_OPTIONS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--hide-scrollbars",
)


def load_vs_lightweight_charts() -> Figure:
    """Return our time from bars in memory to the first frame over that of its ``setData``."""
    browser = next(filter(None, map(shutil.which, _BROWSERS)), None)
    if browser is None:
        raise NotMeasuredError("no Chromium was found")
    script = _script()
    ours: list[float] = []
    theirs: list[float] = []
    command = ("-m", "benchmarks.stage", "--bars", str(BARS), "--kind", "candles")
    with performing({"ours": command}) as windows, _server(script) as (address, answers):
        windows["ours"].perform("load")
        for _ in range(_ROUNDS):
            ours += windows["ours"].perform("load", _RUNS)
            theirs += _loads(browser, address, answers=answers)
    our_median, their_median = statistics.median(ours), statistics.median(theirs)
    return Figure(
        name="load_vs_lightweight_charts",
        value=our_median / their_median,
        bar=BAR,
        note=f"{BARS:.0e} candles: {our_median:.3f} s, setData of {_PACKAGE} {their_median:.3f} s; "
        f"medians of {len(ours)} runs in turn",
    )


def _script() -> bytes:
    npm = shutil.which("npm")
    if npm is None:
        raise NotMeasuredError("npm, which fetches Lightweight Charts, was not found")
    with tempfile.TemporaryDirectory() as folder:
        done = subprocess.run(
            [npm, "pack", "--silent", _PACKAGE], cwd=folder, capture_output=True, check=False
        )
        archives = list(Path(folder).glob("*.tgz"))
        if done.returncode != 0 or not archives:
            raise NotMeasuredError(f"npm could not fetch {_PACKAGE}")
        with tarfile.open(fileobj=io.BytesIO(archives[0].read_bytes())) as archive:
            member = archive.extractfile(_SCRIPT)
            if member is None:
                raise NotMeasuredError(f"{_PACKAGE} has no {_SCRIPT}")
            return member.read()


@contextmanager
def _server(script: bytes) -> Iterator[tuple[str, "Queue[list[float]]"]]:
    """Serve the page and the script; what the page measured is put into the queue."""
    answers: Queue[list[float]] = Queue()
    pages = {
        "/": ("text/html", _PAGE.read_bytes()),
        "/lightweight-charts.js": ("text/javascript", script),
    }

    class Answer(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            kind, content = pages.get(self.path.split("?")[0], ("text/plain", b""))
            self._send(kind, content)

        def do_POST(self) -> None:
            answers.put(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            self._send("text/plain", b"")

        def _send(self, kind: str, content: bytes) -> None:
            self.send_response(200)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        @override
        def log_message(self, format: str, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answer)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/?bars={BARS}&runs={_RUNS}", answers
    finally:
        server.shutdown()
        server.server_close()


def _loads(browser: str, address: str, *, answers: "Queue[list[float]]") -> list[float]:
    """Return how long the page's loads took, in a browser of its own."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        command = [
            browser,
            *_OPTIONS,
            f"--user-data-dir={profile}",
            "--window-size=1600,900",
            address,
        ]
        with subprocess.Popen(
            command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        ) as process:
            try:
                return answers.get(timeout=120)
            except Empty:
                raise NotMeasuredError(f"{browser} did not answer") from None
            finally:
                process.terminate()
