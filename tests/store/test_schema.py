"""Numbered migrations: each one whole, or not at all."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing

import pytest

from tickertale.domain.errors import CorruptDocumentError
from tickertale.store.connection import connect_memory
from tickertale.store.schema import (
    APPLICATION_ID,
    MIGRATIONS,
    NEWEST_VERSION,
    application_id,
    document_version,
    migrate,
)


@pytest.fixture
def connection() -> Iterator[sqlite3.Connection]:
    with closing(connect_memory()) as connection:
        yield connection


def tables(connection: sqlite3.Connection) -> set[str]:
    return {name for (name,) in connection.execute("SELECT name FROM sqlite_schema")}


@pytest.mark.parametrize("version", range(NEWEST_VERSION), ids=lambda number: f"from {number}")
def test_every_older_version_is_brought_up_to_date(
    connection: sqlite3.Connection, version: int
) -> None:
    migrate(connection, MIGRATIONS[:version])
    assert document_version(connection) == version
    migrate(connection)
    assert document_version(connection) == NEWEST_VERSION
    assert application_id(connection) == APPLICATION_ID
    assert {"document", "category", "instrument", "event", "bar", "history"} <= tables(connection)


def test_a_step_that_fails_leaves_the_version_before_it(connection: sqlite3.Connection) -> None:
    steps = (*MIGRATIONS, ("CREATE TABLE extra (id)", "CREATE TABLE extra (id)"))
    with pytest.raises(sqlite3.OperationalError):
        migrate(connection, steps)
    assert document_version(connection) == NEWEST_VERSION
    assert "extra" not in tables(connection)


def test_a_newer_version_is_not_migrated(connection: sqlite3.Connection) -> None:
    connection.execute("PRAGMA user_version = 99")
    with pytest.raises(CorruptDocumentError, match="version 99"):
        migrate(connection)
    assert tables(connection) == set()


def test_generated_columns_bear_a_body_that_is_no_json(connection: sqlite3.Connection) -> None:
    migrate(connection)
    connection.execute("INSERT INTO event (id, body) VALUES ('one', '{')")
    assert connection.execute("SELECT title, happened FROM event").fetchall() == [(None, None)]
