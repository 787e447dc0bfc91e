"""The base of every domain value: frozen, and strict about unknown fields."""

from pydantic import BaseModel, ConfigDict


class DomainModel(BaseModel):
    """A frozen value; two of them are equal when all their fields are."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)
