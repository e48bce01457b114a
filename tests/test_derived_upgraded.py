"""After an upgrade, what lists sort by is filled in for every case that was there before."""

from __future__ import annotations

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import create_engine, inspect
from sqlcipher3 import dbapi2

from tests.test_derived import derived_rows
from tests.vaults import SignIn, new_case, save
from victimcase import paths
from victimcase.services.session import Session
from victimcase.store import cards

ADDED = ("child_until", "origin", "due_mission", "due_casework", "due_all")
"""What the step 0005 added to a card."""
BEFORE = "0004"
"""The last step such a vault has taken."""


def peopled(session: Session) -> None:
    """A child, somebody grown up with something due, and somebody of whom nothing is known."""
    new_case(session, birth="2015-05-01")
    number = new_case(session, birth="1990").number
    save(session, number, "task", subject="Call", due_on="2026-04-01")
    new_case(session)


def taken_back(session: Session) -> None:
    """Make the vault one that has taken the steps up to BEFORE alone: what came later is dropped."""
    then = as_it_was(BEFORE)
    with session.vault.write.begin() as conn:
        now = inspect(conn)
        for table in set(now.get_table_names()) & then.keys():
            for index in {str(one["name"]) for one in now.get_indexes(table)} - then[table]:
                conn.exec_driver_sql(f"DROP INDEX {index}")
            for column in {one["name"] for one in now.get_columns(table)} - then[table]:
                conn.exec_driver_sql(f"ALTER TABLE {table} DROP COLUMN {column}")
        for table in now.get_table_names():
            if table not in then and not table.startswith(("find", "sqlite")):
                conn.exec_driver_sql(f"DROP TABLE {table}")
        conn.exec_driver_sql(f"UPDATE alembic_version SET version_num = '{BEFORE}'")


def as_it_was(revision: str) -> dict[str, set[str]]:
    """Table -> its columns and indexes, of an empty database that has taken the steps up to one."""
    config = Config()
    config.set_main_option("script_location", str(paths.migrations()))
    with create_engine("sqlite://", module=dbapi2).connect() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, revision)
        there = inspect(connection)
        return {
            table: {one["name"] for one in there.get_columns(table)}
            | {str(one["name"]) for one in there.get_indexes(table)}
            for table in there.get_table_names()
        }


def test_an_upgraded_vault_knows_what_lists_sort_by(sign_in: SignIn) -> None:
    """Whoever opens it first finds every card as if it had been made by this version."""
    with sign_in() as session:
        peopled(session)
        before = derived_rows(session)
        taken_back(session)
    with sign_in() as session:
        assert derived_rows(session) == before
    with sign_in("supervisor") as session:
        assert derived_rows(session) == before, "and nothing is done twice"


@pytest.mark.parametrize("woken", [True, False])
def test_a_card_that_was_not_completed_is_noticed(sign_in: SignIn, woken: bool) -> None:
    """The twin: where the step wakes nobody, cards go on saying that it is not known."""
    with sign_in() as session:
        peopled(session)
        before = derived_rows(session)
        unknown = ", ".join(f"{name} = '{cards.UNKNOWN}'" for name in ADDED)
        with session.vault.write.begin() as conn:
            conn.exec_driver_sql(f"UPDATE card SET {unknown}")
            conn.exec_driver_sql("DELETE FROM wake")
            if woken:
                conn.exec_driver_sql("INSERT INTO wake SELECT case_id, '0001-01-01' FROM card LIMIT 1")
    with sign_in() as session:
        assert (derived_rows(session) == before) is woken
