"""``tickertale validate``: everything that is wrong with a file."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from tickertale.cli.document import opened

if TYPE_CHECKING:
    from tickertale.domain.errors import Problem


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
def validate(file: Path) -> None:
    """List the problems of FILE, each with its path in the file; exit 1 if there is one.

    FILE is a .tale document, a folder with timeline.json, or a .json file. The prices are read,
    too.
    """
    from tickertale.domain.errors import TickertaleError

    problems = _problems(file)
    for problem in problems:
        click.echo(" ".join(str(problem).split()))
    if problems:
        count = "1 problem" if len(problems) == 1 else f"{len(problems):,} problems"
        raise TickertaleError(f"{file}: {count} found")
    click.echo(f"{file}: no problems found")


def _problems(file: Path) -> "tuple[Problem, ...]":
    from tickertale.domain.errors import PriceDataError, Problem
    from tickertale.store.timeline_json import find_problems

    if file.is_dir() or file.suffix.lower() == ".json":
        found = find_problems(file)
        if found:
            return found
    try:
        with opened(file) as session:
            return tuple(
                Problem(f"{row.table}[{row.id}]", row.reason) for row in session.quarantined
            )
    except PriceDataError as error:
        return (Problem("", str(error)),)
