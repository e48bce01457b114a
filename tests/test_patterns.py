"""Patterns: what several cases have in common, counted, naming nobody; warnings from inside."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest

from tests.test_documents import entries
from tests.vaults import SignIn, new_case, save
from victimcase.domain.errors import NotFound, Refused
from victimcase.services import (
    audit,
    directory,
    field_history,
    finder,
    forms,
    history,
    inside_warnings,
    naming,
    patterns,
    records,
)
from victimcase.services.session import Session

WARNING: dict[str, Any] = {
    "received_on": "2026-03-01",
    "about": "pressure",
    "channel": "letter",
    "name": "Canary Bird",
    "allegation": "It sings below the roof",
    "protection": "Kept by the supervisor",
    "handled_by": "supervisor",
}


def case_with(session: Session, **suspect: Any) -> str:
    number = new_case(session, given_names="Lin", family_name="Htet").number
    save(session, number, "alleged_perpetrator", **suspect)
    return number


def met(session: Session) -> list[tuple[str, str, int, int]]:
    """Field, value, cases, and how many of them are named to this user."""
    found = session.look(patterns.proposals)
    return [(one.field, one.value, one.cases, len(one.numbers)) for one in found]


def test_what_two_cases_share_is_proposed_in_whatever_way_it_was_written(sign_in: SignIn) -> None:
    with sign_in() as session:
        case_with(session, alias="Uncle Kyaw", phone="+66 81 234 5678", handle="@Gold.Work")
        assert met(session) == []
        second = case_with(session, alias="UNCLE  kyaw", phone="+66812345678", handle="gold.work")
        assert met(session) == [
            ("alias", "Uncle Kyaw", 2, 2),
            ("phone", "+66812345678", 2, 2),
            ("handle", "@Gold.Work", 2, 2),
        ]
        save(session, second, "alleged_perpetrator", alias="Uncle Kyaw")  # twice in one case is one case
        save(session, second, "payment", type="debt", account="011-2233-44")
        assert [one[2] for one in met(session)] == [2, 2, 2]
        third = case_with(session)
        save(session, third, "payment", type="debt", wallet="011 2233 44")
        assert ("account", "011-2233-44", 2, 2) in met(session)


def test_a_count_names_no_case_one_may_not_see(sign_in: SignIn) -> None:
    with sign_in() as session:
        mine = case_with(session, alias="Uncle Kyaw")
    with sign_in("colleague") as session:
        theirs = case_with(session, alias="uncle kyaw")
        [one] = session.look(patterns.proposals)
        assert one.cases == 2 and one.numbers == (theirs,)
    with sign_in() as session:
        [one] = session.look(patterns.proposals)
        assert one.cases == 2 and one.numbers == (mine,)
        session.do(patterns.take, one.field, one.key)
        [known] = session.look(patterns.listed)
        said = repr(dataclasses.astuple(known))
        assert known.cases == 2 and theirs not in said and mine not in said


def test_one_press_writes_it_down_and_later_brings_it_up_to_date(sign_in: SignIn) -> None:
    with sign_in() as session:
        case_with(session, alias="Uncle Kyaw")
        case_with(session, alias="Uncle Kyaw")
        [one] = session.look(patterns.proposals)
        session.do(patterns.take, one.field, one.key)
        [known] = session.look(patterns.listed)
        assert (known.alias, known.cases, known.name) == ("Uncle Kyaw", 2, "Recruiter “Uncle Kyaw”")
        assert session.look(patterns.proposals) == []
        with pytest.raises(NotFound):
            session.do(patterns.take, one.field, one.key)
        case_with(session, alias="uncle kyaw")
        [grown] = session.look(patterns.proposals)
        assert (grown.pattern, grown.known, grown.cases) == (known.id, 2, 3)
        session.do(patterns.take, grown.field, grown.key)
        assert [one.cases for one in session.look(patterns.listed)] == [3]
        assert [one.id for one in session.look(patterns.listed, "KYAW")] == [known.id]
        assert session.look(patterns.listed, "nobody") == []


NAMED: list[tuple[str, str, str]] = [
    ("description", "They sent Thiri Aung across the river", "name"),
    ("description", "AUNG, Thiri was sent", "name"),
    ("description", "Thiri called Aung", "name"),
    ("alias", "thiri aung", "name"),
    ("description", "ส่งธิริอ่องข้ามแม่น้ำ", "name"),
    ("description", "the girl မသီရိ was here", "name"),
    ("description", "أخذوا فاطمة الزهراء ليلا", "name"),
    ("place", "house of Blossom", "name"),
    ("phone", "+66 89 111 2233", "phone"),
    ("description", "call ๐๘๙ ๑๑๑ ๒๒๓๓ at night", "phone"),
    ("description", "call 089-111-2233 at night", "phone"),
    ("document", "passport MM 765 4321 borrowed", "number"),
    ("document", "card 1-1020-03456-78-9", "number"),
]


@pytest.fixture
def helped(sign_in: SignIn) -> None:
    """People who are helped, in a case the caseworker does not see."""
    with sign_in("colleague") as session:
        number = new_case(
            session, mobile_phone="+66891112233", other_names="Blossom, ธิริอ่อง", own_script_name="မသီရိ",
            identity_number="1102003456789",
        ).number  # fmt: skip
        save(session, number, "identity_document", type="passport", number="MM7654321")
        new_case(session, given_names="فاطمة", family_name="الزهراء")


@pytest.mark.usefixtures("helped")
@pytest.mark.parametrize(("field", "text", "what"), NAMED)
def test_a_pattern_that_names_somebody_helped_is_not_saved(
    sign_in: SignIn, field: str, text: str, what: str
) -> None:
    given = {"name": "Road", "cases": 2, field: text}
    with sign_in() as session:
        ways: tuple[tuple[Any, ...], ...] = (
            (directory.save, "pattern", given),
            (records.save, "office", "pattern", given),
            (forms.save_in_directory, "pattern", given, {}),
        )
        for way in ways:
            with pytest.raises(Refused, match="person the office helps") as refused:
                session.do(*way)
            words = str(refused.value)
            assert what in words and not any(part in words for part in ("Thiri", "Aung", "2233", "4321"))
        assert session.look(patterns.listed) == []


@pytest.mark.usefixtures("helped")
@pytest.mark.parametrize(
    "text",
    [
        "They go over the river by night and wait below the bridge.",
        "Blossoming gardens, Thirion, Aungmyay",
        "Aung is a name many have; so is Ma Thida",
        "call +66 81 000 0000",
        "passport AA 1112223 borrowed",
        "in 2025 they asked 30000 THB",
    ],
)
def test_what_names_nobody_is_saved(sign_in: SignIn, text: str) -> None:
    with sign_in() as session:
        session.do(directory.save, "pattern", {"name": "Road", "cases": 2, "description": text})


def test_without_the_guard_the_name_would_be_kept(sign_in: SignIn, monkeypatch: pytest.MonkeyPatch) -> None:
    """The twin."""
    monkeypatch.setattr(naming, "check", lambda tx, cls, changes: None)
    with sign_in() as session:
        new_case(session)
        given = {"name": "x", "cases": 2, "description": "Thiri Aung"}
        session.do(directory.save, "pattern", given)
        assert len(session.look(patterns.listed)) == 1


def test_a_helped_person_who_is_accused_elsewhere_is_not_proposed(sign_in: SignIn) -> None:
    with sign_in() as session:
        new_case(session, mobile_phone="+66891112233")
        for _ in range(2):
            case_with(session, alias="Thiri Aung", phone="+66891112233")
        assert session.look(patterns.proposals) == []


@pytest.mark.parametrize("login", ["consul", "admin"])
def test_patterns_are_for_those_who_read_about_perpetrators(sign_in: SignIn, login: str) -> None:
    with sign_in() as session:
        save(session, "office", "pattern", name="Road", cases=2)
        assert len(session.look(patterns.listed)) == 1
    with sign_in(login) as session:
        assert session.look(patterns.listed) == []
        with pytest.raises((NotFound, Refused)):
            session.look(forms.read, "office", "pattern", "")
        with pytest.raises(Refused):
            session.do(directory.save, "pattern", {"name": "Road", "cases": 2})


@pytest.mark.parametrize("login", ["caseworker", "colleague", "consul", "admin"])
@pytest.mark.parametrize("there", [True, False])
def test_others_hear_nothing_of_warnings_from_inside(sign_in: SignIn, login: str, there: bool) -> None:
    """The same answer whether there is one or not: in lists, forms, the finder, histories, undo."""
    record = "0" * 32
    with sign_in("supervisor") as session:
        if there:
            record = save(session, "office", "whistle_blower_record", **WARNING).id
    with sign_in(login) as session:
        with pytest.raises(NotFound, match="no such list"):
            session.look(inside_warnings.listed)
        with pytest.raises(NotFound, match="no such form"):
            session.look(forms.read, "office", "whistle_blower_record", record)
        with pytest.raises((NotFound, Refused)) as asked:
            session.look(field_history.field_history, "office", "whistle_blower_record", record, "name")
        assert "Canary" not in str(asked.value)
        for word in ("Canary", "sings", "Whistle"):
            assert "Canary Bird" not in repr(session.look(finder.find, word))
        with pytest.raises((NotFound, Refused)):
            session.do(directory.delete, "whistle_blower_record", record)
        with pytest.raises((NotFound, Refused)):
            session.do(directory.save, "whistle_blower_record", {"name": "x"}, record=record)


def test_opening_a_warning_is_a_viewing_and_listing_tells_no_name(sign_in: SignIn) -> None:
    with sign_in("supervisor") as session:
        record = save(session, "office", "whistle_blower_record", **WARNING).id
        [one] = session.look(inside_warnings.listed)
        assert "Canary" not in repr(one) and entries(session, "view.sealed_fields") == []
        shown = session.look(forms.read, "office", "whistle_blower_record", record)
        assert shown.seen is not None and "Canary" in repr(shown.seen.record)
        assert entries(session, "view.sealed_fields") == [f"whistle_blower_record {record}"]
        assert session.look(audit.page)


def test_a_warning_is_tied_to_no_case(sign_in: SignIn) -> None:
    """It belongs to the office, leads to nothing, and stands in the history of no case."""
    with sign_in("supervisor") as session:
        number = new_case(session).number
        save(session, "office", "whistle_blower_record", **WARNING)
        with pytest.raises((NotFound, Refused)):
            session.do(records.save, "nothing", "whistle_blower_record", WARNING)
        assert all(one.kind != "whistle_blower_record" for one in session.look(history.of_case, number))
