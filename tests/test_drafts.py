"""Drafts: kept without an entry, for their writer alone, gone with the right to see what they are about."""

from __future__ import annotations

import time

import pytest

from tests.vaults import FOUNDER, Clock, SignIn, new_case, save
from victimcase.domain.errors import Invalid, NotFound
from victimcase.services import drafts
from victimcase.services.records import OFFICE
from victimcase.services.session import Session

SECRET = "the uncle's telephone"


def entries(session: Session) -> int:
    """How many entries the journal has."""
    with session.vault.read.begin() as conn:
        return int(conn.exec_driver_sql("SELECT count(*) FROM entry").scalar() or 0)


def kept(session: Session) -> list[tuple[object, ...]]:
    """The table of drafts as whoever holds the vault's key can read it."""
    with session.vault.read.begin() as conn:
        return [tuple(row) for row in conn.exec_driver_sql("SELECT * FROM draft")]


def test_a_draft_survives_the_session_and_leaves_no_entry(sign_in: SignIn, clock: Clock) -> None:
    with sign_in() as session:
        number = new_case(session).number
        before = entries(session)
        session.do(drafts.keep, "note/new", {"text": SECRET}, number=number, kind="note")
        session.do(drafts.keep, "note/new", {"text": SECRET + "!"}, number=number, kind="note")
        assert entries(session) == before
    with sign_in() as session:
        (found,) = session.look(drafts.listed)
        assert (found.key, found.number, found.kind, found.content) == (
            "note/new",
            number,
            "note",
            {"text": SECRET + "!"},
        )
        assert session.look(drafts.read, "note/new") == found
        session.do(drafts.drop, "note/new")
        session.do(drafts.drop, "note/new")
        assert session.look(drafts.read, "note/new") is None and session.look(drafts.listed) == []


def test_the_newest_draft_comes_first_and_keys_do_not_meet(sign_in: SignIn, clock: Clock) -> None:
    with sign_in() as session:
        session.do(drafts.keep, "one", {"a": 1})
        clock.go(minutes=1)
        session.do(drafts.keep, "two", {"a": 2})
        assert [(one.key, one.number) for one in session.look(drafts.listed)] == [
            ("two", OFFICE),
            ("one", OFFICE),
        ]


def test_a_draft_never_shows_to_another_user_nor_lies_readable(sign_in: SignIn) -> None:
    with sign_in() as session:
        number = new_case(session).number
        session.do(drafts.keep, "k", {"text": SECRET}, number=number, kind="protection_claim")
        ((*_, content, _at),) = kept(session)
        assert "protection" not in str(kept(session)) and SECRET not in str(content)
    with sign_in("supervisor") as session:
        assert session.look(drafts.listed) == [] and session.look(drafts.read, "k") is None
        session.do(drafts.drop, "k")
        assert len(kept(session)) == 1, "nobody drops what is not theirs"
        with session.vault.write.begin() as conn:
            conn.exec_driver_sql('UPDATE draft SET "user" = ?', (session.me.user,))
        assert session.look(drafts.listed) == [], "taken over by a script it opens no more"
        assert session.do(drafts.sweep).value == 1 and kept(session) == []


def test_a_draft_goes_with_the_case(sign_in: SignIn) -> None:
    with sign_in() as session:
        number = new_case(session).number
        session.do(drafts.keep, "k", {"text": SECRET}, number=number, kind="note")
    with sign_in(FOUNDER) as session:
        save(session, number, "case", restricted=True, restricted_members=FOUNDER)
    with sign_in() as session:
        assert session.look(drafts.listed) == [] and session.look(drafts.read, "k") is None
        with pytest.raises(NotFound, match=number):
            session.do(drafts.keep, "k", {"text": "more"}, number=number, kind="note")
        assert kept(session) == [], "whoever signs in leaves no draft of what is out of sight"
        assert session.do(drafts.sweep).value == 0


def test_signing_in_leaves_drafts_in_sight_alone(sign_in: SignIn) -> None:
    """The twin: one of two drafts is out of sight by now, the other stays as it was."""
    with sign_in() as session:
        kept_case, lost_case = new_case(session).number, new_case(session).number
        for key, number in (("a", kept_case), ("b", lost_case)):
            session.do(drafts.keep, key, {"text": key}, number=number, kind="note")
    with sign_in(FOUNDER) as session:
        save(session, lost_case, "case", restricted=True, restricted_members=FOUNDER)
        assert len(kept(session)) == 2, "nobody sweeps what is another's"
    with sign_in() as session:
        assert [one.key for one in session.look(drafts.listed)] == ["a"] and len(kept(session)) == 1


def test_a_draft_about_a_hidden_kind_or_record_is_refused_like_a_case_there_is_not(sign_in: SignIn) -> None:
    with sign_in("supervisor") as session:
        number = new_case(session).number
        save(session, number, "case", owner="caseworker")
        accused = save(session, number, "complaint", accused="caseworker", text="rough").id
    with sign_in() as session:
        for kind, record in (("witness_measure", ""), ("complaint", accused), ("note", "0" * 32)):
            with pytest.raises(NotFound):
                session.do(drafts.keep, "k", {}, number=number, kind=kind, record=record)
        session.do(drafts.keep, "k", {}, number=number, kind="note")


def test_a_monstrous_draft_is_refused_and_the_one_before_stays(sign_in: SignIn) -> None:
    with sign_in() as session:
        session.do(drafts.keep, "k", {"text": "short"})
        with pytest.raises(Invalid, match="more text"):
            session.do(drafts.keep, "k", {"text": "x" * drafts.MOST_CHARACTERS})
        found = session.look(drafts.read, "k")
        assert found is not None and found.content == {"text": "short"}


def test_keeping_a_draft_is_quick(sign_in: SignIn) -> None:
    """The median of many, as one may meet a busy disk."""
    with sign_in() as session:
        number = new_case(session).number
        took = []
        for count in range(25):
            start = time.perf_counter()
            session.do(drafts.keep, "k", {"text": "x" * 5000, "n": count}, number=number, kind="note")
            took.append((time.perf_counter() - start) * 1000)
        assert sorted(took)[12] < 20, took
