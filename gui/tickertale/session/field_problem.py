"""What pydantic refused, as problems that the user can read."""

from pydantic import ValidationError

from tickertale.domain.errors import Problem


def field_problems(error: ValidationError) -> tuple[Problem, ...]:
    """Return a problem for each field that was refused."""
    return tuple(
        Problem(".".join(map(str, each["loc"])), each["msg"])
        for each in error.errors(include_url=False)
    )
