"""The check of a vault: it is silent about a sound one, and finds what a script with the key has changed."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.raw_vault import script
from tests.vaults import Clock, SignIn, copied, new_case, notify, save, signed_in, unlocked
from victimcase.domain.operations import Entry, Operation, seal_of
from victimcase.services import cases, soundness, undo
from victimcase.services.session import Session
from victimcase.store import checkpoints


def fill(session: Session) -> str:
    """A case with some history: several records, changes, a deletion, an undo."""
    number = new_case(session, birth="1998~", other_names="May").number
    note = save(session, number, "note", text="one", from_person=False).id
    save(session, number, "note", id=note, text="two")
    save(session, number, "risk", under=save(session, number, "risk_assessment", purpose="care").id, what="x")
    save(session, number, "protection_claim", grounds="She is afraid.")
    save(session, number, "property_held", description="Phone", return_due_on="2026-03-15")
    session.do(undo.last)
    new_case(session, given_names="Second")
    return number


@pytest.fixture
def filled(sign_in: SignIn, vault_folder: Path) -> Path:
    """A vault with such a case, written by two users and closed."""
    with sign_in() as session:
        number = fill(session)
    with sign_in("supervisor") as session:
        notify(session, number)
        session.do(cases.advance, number, override="Danger to life")
    return vault_folder


def problems(folder: Path) -> tuple[str, ...]:
    with signed_in(folder, "supervisor", Clock()) as session:
        return session.look(soundness.check).problems


def test_a_sound_vault_has_no_problems(filled: Path, sign_in: SignIn) -> None:
    with sign_in("supervisor") as session:
        found = session.look(soundness.check)
    assert (found.ok, found.problems) == (True, ())
    assert found.cases == 2
    assert found.entries > 10


UNGUARD = ("operation_kept", "operation_fixed", "entry_kept", "entry_fixed")


def unguard(conn: Any) -> None:
    """Take the triggers away, as a script with the key can."""
    for trigger in UNGUARD:
        conn.execute(f"DROP TRIGGER IF EXISTS {trigger}")


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ("UPDATE r_note SET text = 'forged'", "note .* is not what the journal says: text"),
        ("UPDATE r_person SET family_name = NULL WHERE given_names = 'Thiri'", "family_name"),
        ("UPDATE r_note SET type = 'visit'", "note .* says: type"),
        ("UPDATE r_risk SET parent = NULL", "risk .* says: _made"),
        ("UPDATE r_note SET gone = 1", "note .* says: _gone"),
        ("UPDATE r_note SET heads = replace(heads, '\"text\"', '\"subject\"')", "note .* says"),
        ("DELETE FROM card WHERE number LIKE '%-00001-%'", "0 too many, 1 missing"),
        ("UPDATE card SET case_id = person_id WHERE number LIKE '%-00001-%'", "1 too many, 1 missing"),
        (
            "UPDATE operation SET value = '\"forged\"' WHERE field = 'text'",
            "value of an operation was changed",
        ),
        ("UPDATE operation SET value = NULL, salt = NULL WHERE field = 'text'", "emptied without an erasure"),
        ("DELETE FROM operation WHERE field = 'what'", "entry or its list"),
        ("DELETE FROM entry WHERE number = 5", "missing or was moved"),
        ("DELETE FROM entry WHERE number = (SELECT max(number) FROM entry)", "belong to no entry"),
        ("UPDATE entry SET user = 'nobody' WHERE number = 9", "entry or its list"),
        ("UPDATE entry SET reason = '' WHERE reason != ''", "entry or its list"),
        ("UPDATE entry SET first = first - 1 WHERE number = 9", "do not name their own"),
        ("UPDATE entry SET seq = -1 WHERE number = 9", "were moved"),
        ("UPDATE checkpoint SET seal = seal || '0'", "not the one that was signed"),
        ("UPDATE checkpoint SET signature = replace(signature, '0', '1')", "signature does not hold"),
        ("UPDATE checkpoint SET signature = 'none'", "signature does not hold"),
    ],
)
def test_what_a_script_changed_is_found(filled: Path, change: str, words: str) -> None:
    with script(filled) as conn:
        unguard(conn)
        assert conn.execute(change).rowcount > 0
    with pytest.raises(AssertionError, match=words):
        assert problems(filled) == ()


def reseal(conn: Any, replica: str, from_entry: int) -> None:
    """Make the chain anew from an entry on, as whoever holds the vault's key could."""
    names = ", ".join(f'"{name}"' for name in Entry.__dataclass_fields__)
    rows = conn.execute(f"SELECT {names} FROM entry WHERE replica = ? ORDER BY number", (replica,)).fetchall()
    previous = ""
    for entry in (Entry(*row) for row in rows):
        if entry.number >= from_entry:
            operations = conn.execute(
                "SELECT * FROM operation WHERE replica = ? AND entry = ? ORDER BY number",
                (replica, entry.number),
            ).fetchall()
            seals = []
            for one in map(Operation._make, operations):
                seals.append(seal_of(one[:10], one.salt or b""))
                anew = "UPDATE operation SET seal = ? WHERE replica = ? AND number = ?"
                conn.execute(anew, (seals[-1], replica, one.number))
            made = Entry(**{**entry.__dict__, "previous": previous}).sealed(seals)
            conn.execute(
                "UPDATE entry SET previous = ?, seal = ? WHERE replica = ? AND number = ?",
                (made.previous, made.seal, replica, entry.number),
            )
            previous = made.seal
        else:
            previous = entry.seal


def test_a_chain_made_anew_breaks_the_signatures_of_others(filled: Path) -> None:
    with script(filled) as conn:
        unguard(conn)
        [(replica,)] = conn.execute("SELECT DISTINCT replica FROM entry").fetchall()
        conn.execute("UPDATE operation SET value = '\"forged\"' WHERE field = 'text'")
        conn.execute("UPDATE r_note SET text = 'forged'")
        reseal(conn, replica, 1)
    found = problems(filled)
    assert found
    assert all("not the one that was signed" in one for one in found)


def test_a_signature_under_another_name_does_not_hold(filled: Path) -> None:
    forger, victim = unlocked("caseworker"), unlocked("supervisor")
    with signed_in(filled, "caseworker", Clock()) as session:
        replica = session.me.replica
        with session.vault.write.begin() as conn:
            conn.exec_driver_sql("DELETE FROM checkpoint")
            checkpoints.sign(conn, replica, victim.user, forger.pair)
    assert any("not the user's" in one for one in problems(filled))


def test_every_session_that_wrote_signs_what_it_leaves(sign_in: SignIn) -> None:
    def signed(session: Session) -> list[tuple[int, str]]:
        with session.vault.read.begin() as conn:
            found = conn.exec_driver_sql('SELECT number, "user" FROM checkpoint ORDER BY number')
            return [(number, user) for number, user in found]

    with sign_in() as session:
        number = new_case(session).number
    with sign_in("supervisor") as session:
        before = signed(session)
        assert before[-1][1] == unlocked("caseworker").user
        session.look(cases.listed)
    with sign_in("supervisor") as session:
        assert signed(session) == before, "who only looks signs nothing"
        for count in range(2 * checkpoints.EVERY):
            save(session, number, "case", risk="high" if count % 2 else "low")
        numbers = [one for one, _ in signed(session)]
        assert [one % checkpoints.EVERY for one in numbers[-2:]] == [0, 0], "a long session signs on the way"


@pytest.fixture(scope="module")
def long_journal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A vault with more of a journal, for many changes to it."""
    place = tmp_path_factory.mktemp("long")
    folder = copied(place)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("VICTIMCASE_STATE", str(place / "state"))
        for login in ("caseworker", "supervisor"):
            with signed_in(folder, login, Clock()) as session:
                fill(session)
        yield folder


def change_a_value(conn: Any, chance: random.Random) -> str:
    """Change one value in one row of the journal."""
    table = chance.choice(("operation", "operation", "operation", "entry"))
    columns = [row[1] for row in conn.execute(f"PRAGMA table_info({table})")]
    column = chance.choice(columns)
    key = "number"
    [(number,)] = conn.execute(f"SELECT {key} FROM {table} ORDER BY random() LIMIT 1").fetchall()
    [(value,)] = conn.execute(f'SELECT "{column}" FROM {table} WHERE {key} = ?', (number,)).fetchall()
    match value:
        case None:
            other: Any = chance.randrange(1, 5)
        case int():
            other = value + chance.choice((-(10**6), 10**6, 10**7))
        case bytes():
            other = bytes([value[0] ^ 1 << chance.randrange(8)]) + value[1:]
        case _:
            place = chance.randrange(len(value) + 1)
            other = value[:place] + chance.choice("x0é") + value[place + chance.randrange(2) :]
    if other == value:
        other = f"{value}x"
    conn.execute(f'UPDATE {table} SET "{column}" = ? WHERE {key} = ?', (other, number))
    return f"{table}.{column} of {number}: {value!r} -> {other!r}"


def drop_a_row(conn: Any, chance: random.Random) -> str:
    """Drop an operation, or an entry that is not the last."""
    table = chance.choice(("operation", "entry"))
    [(last,)] = conn.execute(f"SELECT max(number) FROM {table}").fetchall()
    number = chance.randrange(1, last if table == "entry" else last + 1)
    conn.execute(f"DELETE FROM {table} WHERE number = ?", (number,))
    return f"{table} {number} dropped"


def swap_two(conn: Any, chance: random.Random) -> str:
    """Let two operations change places, or two entries."""
    table = chance.choice(("operation", "entry"))
    numbers = [number for (number,) in conn.execute(f"SELECT number FROM {table}")]
    one, two = chance.sample(numbers, 2)
    for number, to in ((one, -1), (two, one), (-1, two)):
        conn.execute(f"UPDATE {table} SET number = ? WHERE number = ?", (to, number))
    return f"{table} {one} and {two} swapped"


CHANGES: list[Callable[[Any, random.Random], str]] = [change_a_value, change_a_value, drop_a_row, swap_two]


def try_changes(folder: Path, count: int) -> None:
    """Change the journal so often, each time from the start; every change has to be found."""
    with signed_in(folder, "supervisor", Clock()) as session:
        with session.vault.write.connect() as conn:
            unguard(conn.connection.driver_connection)
        for seed in range(count):
            chance = random.Random(seed)
            with session.vault.write.connect() as conn, conn.begin() as transaction:
                said = chance.choice(CHANGES)(conn.connection.driver_connection, chance)
                found = [*soundness.journal_problems(conn), *checkpoints.problems(conn, {})]
                transaction.rollback()
            assert found, f"seed {seed}: {said}"
        with session.vault.read.begin() as conn:
            assert [*soundness.journal_problems(conn)] == []


def test_random_changes_to_the_journal_are_all_found(long_journal: Path) -> None:
    try_changes(long_journal, 300)


@pytest.mark.soak
def test_ten_thousand_changes_to_the_journal_are_all_found(long_journal: Path) -> None:
    try_changes(long_journal, 10_000)
