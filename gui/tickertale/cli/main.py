"""The command line: opens the window, or runs one of the commands that need none."""

import errno
import gc
import importlib
import os
import sys
from io import TextIOWrapper
from pathlib import Path

import click
from typing_extensions import override

from tickertale.cli.events import events
from tickertale.cli.export import export
from tickertale.cli.interchange import export_events, import_events, schema
from tickertale.cli.study import study
from tickertale.cli.validate import validate
from tickertale.domain.errors import DocumentNotFoundError, TickertaleError

WITHOUT_QT = (
    "session.opening",
    "store.settings",
    "store.window_state",
    "viewmodels.chart.picture",
    "viewmodels.timeline.reading",
    "viewmodels.event.details",
    "viewmodels.chart.overview",
    "viewmodels.chart.hover_card",
    "viewmodels.chart.legend",
    "viewmodels.window.status",
    "viewmodels.chart.view_history",
    "app.paths",
)
"""What the window needs of modules that need no Qt."""
_OWN_OPTIONS = frozenset({"--help", "--version"})


class _CommandLine(click.Group):
    """A group whose first word may also be a file; errors of ours are one line, and exit 1."""

    @override
    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if not args or (args[0] not in self.commands and args[0] not in _OWN_OPTIONS):
            args = [open_window.name or "", *args]
        return super().parse_args(ctx, args)

    @override
    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except TickertaleError as error:
            click.echo(f"tickertale: {' '.join(str(error).split())}", err=True)
            ctx.exit(1)
        except OSError as error:
            # A reader that has seen enough, such as `head`, is no problem: click ends quietly.
            if error.errno != errno.ENOSPC:
                raise
            click.echo("tickertale: the output cannot be written: the disk is full", err=True)
            ctx.exit(1)


@click.group(
    cls=_CommandLine,
    subcommand_metavar="[FILE] | COMMAND [ARGS]...",
    context_settings={"max_content_width": 100},
)
@click.version_option(
    package_name="tickertale", prog_name="tickertale", message="%(prog)s %(version)s"
)
def command_line() -> None:
    """Show the events that moved a share price.

    With a FILE, or without anything, opens the window: on a .tale document, a folder with
    timeline.json, or a .json file; without one on the last document, else the Alibaba example.
    """


@command_line.command("open", hidden=True)
@click.argument("file", required=False, type=click.Path(path_type=Path))
@click.option("--exit-after-paint", is_flag=True, hidden=True)
def open_window(file: Path | None, exit_after_paint: bool) -> None:
    """Open the window."""
    if file is not None and not file.exists():
        message = f"{file} does not exist"
        raise DocumentNotFoundError(f"{message}; a document, a folder or a command was expected")
    if not _has_display():
        message = "there is no display to open the window on"
        raise TickertaleError(f"{message}; 'tickertale export' draws a figure without one")
    # Nothing that start-up makes dies before the first frame; `run` collects again from then on.
    gc.disable()
    # PySide looks into the source of every module that is imported after it: what needs no Qt
    # comes first.
    for name in WITHOUT_QT:
        importlib.import_module(f"tickertale.{name}")
    from tickertale.app.application import run

    sys.exit(run(file, exit_after_paint=exit_after_paint))


command_line.add_command(export)
command_line.add_command(validate)
command_line.add_command(events)
command_line.add_command(study)
command_line.add_command(import_events)
command_line.add_command(export_events)
command_line.add_command(schema)


def main() -> None:
    """Run the command line; text comes out as UTF-8 whatever the locale says."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        command_line()
    finally:
        # What is frozen is never freed, and DuckDB lists what it finds unfreed at the end.
        if "duckdb" in sys.modules:
            gc.unfreeze()


def _has_display() -> bool:
    if sys.platform != "linux":
        return True
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))
