"""Writing: operations and the rows that follow from them; what is not changed is not written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Connection

from tests.field_examples import EXAMPLES, Example
from tests.vaults import START, SignIn
from victimcase.domain.operations import GONE, MADE, OpId, first_break, heads, pack
from victimcase.domain.values import Plain
from victimcase.domain.words import Category, RecordId
from victimcase.services.session import Session
from victimcase.store import journal, rows
from victimcase.store.journal import Author, Writer, new_id
from victimcase.store.rows import Head

EVERYTHING = frozenset(Category)
NOTE: Mapping[str, Plain] = {"type": None, "subject": "First call", "text": "She called at noon."}


@pytest.fixture
def session(sign_in: SignIn) -> Iterator[Session]:
    with sign_in("supervisor") as opened:
        yield opened


@contextmanager
def writing(session: Session, at: datetime = START) -> Iterator[tuple[Connection, Writer]]:
    """A writer in a transaction of its own; the entry is sealed when the block ends."""
    author = Author(session.me.replica, session.me.user, session.me.office_code)
    with session.vault.write.begin() as conn:
        writer = Writer(conn, author, at, session.world.keys)
        yield conn, writer
        writer.seal("records.save")


def made(session: Session, kind: str, values: Mapping[str, Plain]) -> RecordId:
    with writing(session) as (_, writer):
        return writer.make(kind, new_id(), values)


def row_of(session: Session, kind: str, record: RecordId) -> rows.Row:
    with session.vault.read.begin() as conn:
        found = rows.one(conn, kind, record)
    assert found is not None
    return found


def count(session: Session, table: str) -> int:
    with session.vault.read.begin() as conn:
        return int(conn.exec_driver_sql(f"SELECT count(*) FROM {table}").scalar() or 0)


def last_operations(session: Session) -> list[tuple[str, str | None, str]]:
    """Field, value and what it replaces, of the operations of the last entry."""
    with session.vault.read.begin() as conn:
        number, _ = journal.last_number(conn, session.me.replica)
        found = journal.operations_of(conn, session.me.replica, number)
    return [(one.field, one.value, one.replaces) for one in found]


def sound(session: Session) -> bool:
    with session.vault.read.begin() as conn:
        return first_break(journal.chain(conn, session.me.replica)) is None


@pytest.mark.parametrize("example", EXAMPLES.values(), ids=lambda one: f"{one.kind}.{one.field}")
def test_every_kind_of_field_comes_back_from_its_row(session: Session, example: Example) -> None:
    record = made(session, example.kind, {example.field: example.plain})
    row = row_of(session, example.kind, record)
    assert row.values[example.field] == example.plain
    assert {name for name, value in row.values.items() if value is not None} == {example.field}
    seen = rows.seen(row, EVERYTHING, session.world.keys)
    assert getattr(seen.record, example.field) == example.value
    with writing(session) as (_, writer):
        writer.put(row, {example.field: None})
    emptied = rows.seen(row_of(session, example.kind, record), EVERYTHING, session.world.keys)
    assert emptied.record == type(emptied.record)()


def test_a_record_that_is_made_leaves_one_operation_for_each_value(session: Session) -> None:
    record = made(session, "note", {**NOTE, "from_person": False})
    assert last_operations(session) == [
        (MADE, "null", ""),
        ("subject", '"First call"', ""),
        ("text", '"She called at noon."', ""),
        ("from_person", "false", ""),
    ]
    row = row_of(session, "note", record)
    assert set(row.heads) == {MADE, "subject", "text", "from_person"}
    assert all(head.written == 1 for head in row.heads.values())
    assert sound(session)


def test_only_what_changed_is_written(session: Session) -> None:
    record = made(session, "note", NOTE)
    row = row_of(session, "note", record)
    with writing(session, START + timedelta(hours=1)) as (_, writer):
        writer.put(row, {"subject": "First call", "text": "She called at one.", "type": None})
    [(name, value, replaces)] = last_operations(session)
    assert (name, value) == ("text", '"She called at one."')
    [old] = row.heads["text"].ids
    assert replaces == f"{old.replica}:{old.number}"
    after = row_of(session, "note", record)
    assert after.heads["subject"] == row.heads["subject"]
    assert after.heads["text"].written == 2
    assert rows.seen(after, EVERYTHING, {}).version == rows.seen(row, EVERYTHING, {}).version + 1
    assert sound(session)


@pytest.mark.parametrize("same", [{}, {"subject": "First call"}, {"type": None}, {"type": ""}, {"type": []}])
def test_writing_what_is_there_already_writes_nothing(session: Session, same: dict[str, Plain]) -> None:
    record = made(session, "note", NOTE)
    before = row_of(session, "note", record), count(session, "operation")
    with writing(session) as (_, writer):
        writer.put(before[0], same)
        assert writer.touched == ()
    assert (row_of(session, "note", record), count(session, "operation")) == before


def test_several_values_in_one_entry_replace_each_other_in_turn(session: Session) -> None:
    record = made(session, "note", NOTE)
    with writing(session) as (conn, writer):
        for text in ("two", "three"):
            row = rows.one(conn, "note", record)
            assert row is not None
            writer.put(row, {"text": text})
    row = row_of(session, "note", record)
    assert (row.values["text"], row.heads["text"].written) == ("three", 3)
    with session.vault.read.begin() as conn:
        every = [one for _, ops in journal.chain(conn, session.me.replica) for one in ops]
    [shown] = heads(every)[record, "text"]
    assert shown.value == '"three"'
    assert row.heads["text"].ids == (shown.id,)


def test_rows_hold_what_the_log_says(session: Session) -> None:
    """The heads of the rows are those a pure look at all operations gives."""
    for number in range(5):
        record = made(session, "note", {**NOTE, "subject": f"Call {number}"})
        with writing(session) as (_, writer):
            writer.put(row_of(session, "note", record), {"text": None if number % 2 else "other"})
            writer.set_gone(row_of(session, "note", record), number == 3)
    with session.vault.read.begin() as conn:
        every = [one for _, ops in journal.chain(conn, session.me.replica) for one in ops]
        found = rows.read(conn, "note", "1")
    holding = heads(every)
    for row in found:
        said = {
            field: tuple(one.id for one in ops)
            for (record, field), ops in holding.items()
            if record == row.id
        }
        assert {field: head.ids for field, head in row.heads.items() if field != GONE} == {
            field: ids for field, ids in said.items() if field != GONE
        }


def test_a_record_that_is_gone_stays_in_the_log_and_comes_back(session: Session) -> None:
    scope = new_id()
    with writing(session) as (_, writer):
        record = writer.make("note", scope, NOTE)
    for gone, listed in ((True, 0), (True, 0), (False, 1), (False, 1)):
        with writing(session) as (_, writer):
            writer.set_gone(row_of(session, "note", record), gone)
        assert row_of(session, "note", record).gone is gone
        with session.vault.read.begin() as conn:
            assert len(rows.of_scope(conn, "note", scope)) == listed
            assert rows.kinds_present(conn, scope) == {"note"}
    row = row_of(session, "note", record)
    assert row.heads[GONE].written == 2
    assert row.values["text"] == NOTE["text"]
    assert sound(session)


def test_a_child_row_knows_its_parent(session: Session) -> None:
    scope = new_id()
    with writing(session) as (_, writer):
        above = writer.make("risk_assessment", scope, {"purpose": "care"})
        below = writer.make("risk", scope, {"what": "Debt"}, parent=above)
    assert row_of(session, "risk", below).parent == above
    assert (MADE, f'"{above}"', "") in last_operations(session)


def test_nothing_is_kept_of_an_entry_that_fails(session: Session) -> None:
    before = count(session, "operation"), count(session, "entry"), count(session, "r_note")
    with pytest.raises(ZeroDivisionError), writing(session) as (_, writer):
        writer.make("note", new_id(), NOTE)
        raise ZeroDivisionError
    assert (count(session, "operation"), count(session, "entry"), count(session, "r_note")) == before
    assert sound(session)


def test_the_log_goes_on_through_wrong_clocks(session: Session) -> None:
    """A clock that jumps ten years leaves numbers and clocks in order and the chain whole."""
    for years in (0, 10, -10, 3, 12, -1):
        with writing(session, START.replace(year=2026 + years)) as (_, writer):
            writer.make("note", new_id(), NOTE)
    with writing(session, datetime(2038, 1, 19, 3, 14, 8, tzinfo=UTC)) as (_, writer):
        writer.make("note", new_id(), NOTE)
    with session.vault.read.begin() as conn:
        every = [one for _, ops in journal.chain(conn, session.me.replica) for one in ops]
    clocks = [one.clock for one in every]
    assert clocks == sorted(set(clocks))
    assert max(clocks) < 2**63
    assert [one.number for one in every] == list(range(1, len(every) + 1))
    assert sound(session)


def test_heads_come_back_from_their_text() -> None:
    one, two = OpId("a" * 12, 5), OpId("b" * 12, 7)
    known = {MADE: Head((one,), 1), "text": Head((one, two), 3), "subject": Head((two,), 2)}
    assert rows.unpack_heads(rows.pack_heads(known)) == known


def test_a_conflict_is_settled_by_writing_even_the_value_that_is_shown(session: Session) -> None:
    record = made(session, "note", NOTE)
    row = row_of(session, "note", record)
    [own] = row.heads["text"].ids
    disputed = {**row.heads, "text": Head((own, OpId("b" * 12, 9)), 1)}
    with session.vault.write.begin() as conn:
        conn.exec_driver_sql(
            'UPDATE "r_note" SET heads = ? WHERE id = ?', (rows.pack_heads(disputed), record)
        )
    row = row_of(session, "note", record)
    assert rows.seen(row, EVERYTHING, {}).conflicts == {"text"}
    with writing(session) as (_, writer):
        writer.put(row, {"text": NOTE["text"], "subject": NOTE["subject"]})
    [(name, _, replaces)] = last_operations(session)
    assert name == "text"
    assert replaces == pack(disputed["text"].ids)
    assert rows.seen(row_of(session, "note", record), EVERYTHING, {}).conflicts == frozenset()


def test_ids_sort_in_the_order_they_were_made_whatever_the_clock_says(session: Session) -> None:
    """Rules take the last record of a kind for the one that holds, so the order must be right."""
    ids = []
    for years in (0, 10, -10, 0):
        with writing(session, START.replace(year=2026 + years)) as (_, writer):
            ids += [writer.make("note", new_id(), NOTE) for _ in range(20)]
    assert ids == sorted(set(ids))
    assert all(len(one) == 32 and one[12] == "7" and one[16] in "89ab" for one in ids)
