"""What follows from records – cards, names, numbers, likeness – is the same as made anew from the records."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from typing import Any

import pytest

from tests.vaults import SignIn, new_case, save
from victimcase.domain.errors import UserError
from victimcase.domain.words import Step
from victimcase.services import cases, derived, records, undo
from victimcase.services.session import Session

TABLES = ("card", "case_member", "name_start", "search_name", "search_code", "search_text", "likeness")
GIVEN = ("Thiri", "Siti", "สมชาย", "王小明", "فاطمة", "Mya Mya", "", "Nguyễn")
FAMILY = ("Aung", "", "Rahayu", "ใจดี")
COUNTRIES: tuple[list[str], ...] = (["MM"], ["KH", "TH"], [], ["ID"])


def derived_rows(session: Session) -> dict[str, list[tuple[Any, ...]]]:
    """Everything that follows from records, without the running numbers of rows."""
    with session.vault.read.begin() as conn:
        found = {}
        for table in TABLES:
            columns = [
                row[1] for row in conn.exec_driver_sql(f"PRAGMA table_info({table})") if row[1] != "seq"
            ]
            rows = conn.exec_driver_sql(f"SELECT {', '.join(columns)} FROM {table}")
            found[table] = sorted(tuple(row) for row in rows if any(row[1:]))
        for table in ("search_name_fts", "search_text_fts"):
            conn.exec_driver_sql(f"SELECT count(*) FROM {table}")
    return found


def rebuilt(session: Session) -> None:
    with session.vault.write.begin() as conn:
        derived.rebuild(conn)


def indexes_are_whole(session: Session) -> None:
    """The full-text indexes say what their tables say."""
    with session.vault.write.begin() as conn:
        for table in ("search_name_fts", "search_text_fts"):
            conn.exec_driver_sql(f"INSERT INTO {table} ({table}, rank) VALUES ('integrity-check', 1)")


def ids(session: Session, number: str, kind: str) -> list[str]:
    return [one.id for kind_, one in session.look(cases.shown, number).records if kind_ == kind]


Act = Callable[[Session, str, random.Random], object]


def person(session: Session, number: str, chance: random.Random) -> object:
    fields: Mapping[str, Callable[[], Any]] = {
        "given_names": lambda: chance.choice(GIVEN),
        "family_name": lambda: chance.choice(FAMILY),
        "own_script_name": lambda: chance.choice(GIVEN),
        "citizenships": lambda: chance.choice(COUNTRIES),
        "birth": lambda: chance.choice(("1996", "1998-05~", "")),
        "identity_number": lambda: chance.choice(("MM-1", "KH 22 33", "")),
        "mobile_phone": lambda: chance.choice(("+95 9 420 123456", "")),
        "gender": lambda: chance.choice(("Feminine", "")),
    }
    wanted = chance.sample(sorted(fields), chance.randrange(1, 4))
    return save(session, number, "person", **{name: fields[name]() for name in wanted})


def case(session: Session, number: str, chance: random.Random) -> object:
    fields: Mapping[str, tuple[Any, ...]] = {
        "risk": ("high", ""),
        "team": ("north", "south", ""),
        "owner": ("colleague", "supervisor"),
        "restricted": (True, False),
        "restricted_members": ("supervisor", "supervisor, colleague"),
        "note": ("x y", ""),
    }
    name = chance.choice(sorted(fields))
    return save(session, number, "case", **{name: chance.choice(fields[name])})


def note(session: Session, number: str, chance: random.Random) -> object:
    known = ids(session, number, "note")
    chosen = chance.choice([*known, None])
    return save(
        session, number, "note", id=chosen, text=chance.choice(("She fled.", "", "ใจดี")), subject="Call"
    )


def document(session: Session, number: str, chance: random.Random) -> object:
    known = ids(session, number, "travel_document")
    return save(
        session,
        number,
        "travel_document",
        id=chance.choice([*known, None]),
        number=chance.choice(("MD 1", "X-2", "")),
    )


def told(session: Session, number: str, chance: random.Random) -> object:
    return save(
        session, number, "consular_notification", country="MM", decision=chance.choice(("notify", "withdraw"))
    )


def deleted(session: Session, number: str, chance: random.Random) -> object:
    kind = chance.choice(("note", "travel_document", "consular_notification"))
    known = ids(session, number, kind)
    return session.do(records.delete, number, kind, chance.choice(known)) if known else None


def moved(session: Session, number: str, chance: random.Random) -> object:
    to = chance.choice([Step.CARE, Step.CLEARANCE, Step.PLAN, None])
    return session.do(cases.advance, number, to=to, override="For a test")


def opened(session: Session, number: str, chance: random.Random) -> object:
    known = session.look(cases.person_of, number) if chance.random() < 0.5 else None
    return session.do(cases.new, {"given_names": chance.choice(GIVEN)}, person=known)


def undone(session: Session, number: str, chance: random.Random) -> object:
    return session.do(undo.last)


ACTS: tuple[Act, ...] = (person, person, case, note, document, told, deleted, moved, opened, undone, undone)


def live(session: Session, seed: int, acts: int) -> int:
    """Let so many random things happen to a few cases; how many of them were allowed."""
    chance, done = random.Random(seed), 0
    for _ in range(3):
        new_case(session, given_names=chance.choice(GIVEN))
    for _ in range(acts):
        known = [card.number for card in session.look(cases.listed, limit=1000)]
        if not known:
            known = [new_case(session).number]
        try:
            chance.choice(ACTS)(session, chance.choice(known), chance)
            done += 1
        except UserError:
            continue
    return done


def compare(sign_in: SignIn, seed: int, acts: int) -> None:
    with sign_in("supervisor") as session:
        assert live(session, seed, acts) > acts / 3
        before = derived_rows(session)
        indexes_are_whole(session)
        rebuilt(session)
        assert derived_rows(session) == before
        indexes_are_whole(session)


@pytest.mark.parametrize("seed", range(4))
def test_after_any_life_everything_is_as_made_anew(sign_in: SignIn, seed: int) -> None:
    compare(sign_in, seed, 60)


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(4, 40))
def test_after_any_long_life_everything_is_as_made_anew(sign_in: SignIn, seed: int) -> None:
    compare(sign_in, seed, 400)


def test_a_card_that_was_forgotten_is_noticed(sign_in: SignIn) -> None:
    """The twin: a change behind the back of what follows makes the two differ."""
    with sign_in("supervisor") as session:
        new_case(session)
        before = derived_rows(session)
        with session.vault.write.begin() as conn:
            conn.exec_driver_sql("UPDATE r_person SET given_names = 'Mya'")
        rebuilt(session)
        after = derived_rows(session)
    assert {table for table in TABLES if before[table] != after[table]} >= {"card", "search_name", "likeness"}
