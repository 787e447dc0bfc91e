"""A user who does anything, thousands of times: no error, no warning, and no memory lost."""

import gc
import sys
from contextlib import closing
from pathlib import Path

from pytestqt.qtbot import QtBot

from helpers.bars import bars_of
from helpers.open_story import FIRST_DAY, priced_story
from helpers.random_user import RandomUser
from helpers.window import shown_window
from soak.count import IS_FULL, Count
from tickertale.session.opening import create_document, open_session

CLOSES = tuple(100.0 + number % 37 - 0.3 * (number % 11) for number in range(150))
MOST_GROWTH = 0.05


def test_nothing_that_a_user_does_fails_warns_or_leaks(
    qtbot: QtBot, tmp_path: Path, count: Count
) -> None:
    path = tmp_path / "story.tale"
    bars = bars_of(CLOSES, first=FIRST_DAY)
    create_document(path, priced_story(), bars={"9988.HK-1d": bars, "BABA-1d": bars}).close()
    acts = count(random_acts=(400, 20_000))
    rss: list[int] = []
    session = open_session(path)
    with shown_window(qtbot, session) as window:
        user = RandomUser(window, seed=25)
        for number in range(acts):
            user.act()
            if number % (acts // 20) == acts // 20 - 1:
                gc.collect()
                rss.append(resident_bytes())
        kept = session.timeline
    with closing(open_session(path)) as session:
        assert session.timeline == kept
    assert len(user.done) == 18
    # The first quarter warms up: fonts, glyphs, docks that are built on first use.
    warm, last = rss[len(rss) // 4], max(rss[-3:])
    growth = last / warm - 1 if warm else 0.0
    count.tell(kinds=len(user.done), growth_percent=f"{100 * growth:.1f}", rss_mb=last // 2**20)
    if IS_FULL:
        assert growth <= MOST_GROWTH, rss


def resident_bytes() -> int:
    """Return the resident memory of this process; 0 where the system does not say."""
    if not sys.platform.startswith("linux"):
        return 0
    lines = Path("/proc/self/status").read_text("ascii").splitlines()
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith("VmRSS"))
