"""Saving a record: only what was given is written, and what cannot be is refused in words that help."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from tests.vaults import SignIn, new_case, notify, save
from victimcase.domain.errors import Conflict, Invalid, NotFound, Refused, UserError
from victimcase.domain.kinds import RECORDS
from victimcase.domain.words import Scope
from victimcase.services import cases, records
from victimcase.services.reading import Seen
from victimcase.services.session import Session


def seen(session: Session, number: str, kind: str) -> list[Seen]:
    """The records of one kind as this user sees them, oldest first."""
    return [one for kind_, one in session.look(cases.shown, number).records if kind_ == kind]


def said(session: Session, number: str, kind: str) -> Mapping[str, Any]:
    """The fields of the only record of a kind."""
    [one] = seen(session, number, kind)
    return vars(one.record)


def held(session: Session, number: str) -> object:
    """Whether the return is held, as the supervisor sees it."""
    return said(session, number, "case")["return_hold"]


@pytest.fixture
def number(sign_in: SignIn) -> str:
    """The number of a case of the caseworker that the mission was told of."""
    with sign_in() as session:
        made = new_case(session).number
        notify(session, made)
    return made


def test_what_a_writer_may_not_see_survives_their_saving(sign_in: SignIn, number: str) -> None:
    with sign_in() as session:
        document = save(
            session, number, "travel_document", type="passport", number="MA778", note="Got by a bribe."
        ).id
        save(session, number, "person", health_alert="Insulin")
    with sign_in("consul") as session:
        [one] = seen(session, number, "travel_document")
        assert "note" in one.withheld
        saved = save(session, number, "travel_document", id=document, number="MA779")
        save(session, number, "person", given_names="Thiri Win")
        [again] = seen(session, number, "travel_document")
        assert saved.version == again.version == one.version + 1
    with sign_in() as session:
        after = said(session, number, "travel_document")
        assert (after["number"], after["note"]) == ("MA779", "Got by a bribe.")
        person = said(session, number, "person")
        assert (person["given_names"], person["health_alert"]) == ("Thiri Win", "Insulin")


def test_what_was_written_since_it_was_read_is_a_conflict(sign_in: SignIn, number: str) -> None:
    with sign_in() as session:
        note = save(session, number, "note", text="one", subject="Call").id
        [base] = seen(session, number, "note")
        save(session, number, "note", id=note, text="two")
        with pytest.raises(Conflict, match="“Text” after you opened"):
            session.do(
                records.save, number, "note", {"text": "three", "subject": "x"}, record=note, base=base
            )
        assert said(session, number, "note")["text"] == "two"
        assert said(session, number, "note")["subject"] == "Call"
        session.do(records.save, number, "note", {"subject": "x"}, record=note, base=base)
        assert said(session, number, "note")["subject"] == "x"


def test_a_field_that_was_empty_when_read_is_guarded_too(sign_in: SignIn, number: str) -> None:
    with sign_in() as session:
        note = save(session, number, "note", text="one").id
        [base] = seen(session, number, "note")
        save(session, number, "note", id=note, subject="Hers")
        with pytest.raises(Conflict, match="“Subject”"):
            session.do(records.save, number, "note", {"subject": "His"}, record=note, base=base)


@pytest.mark.parametrize(
    ("kind", "fields", "error", "words"),
    [
        ("nothing", {}, NotFound, "no kind of record called “nothing”.*record kinds"),
        ("note", {"colour": "red"}, Invalid, "“note” has no field “colour”.*from_person"),
        ("note", {"written_at": "noon"}, Invalid, "“Written at”.*2026-03-14T09:30:00Z"),
        ("note", {"type": "song"}, Invalid, "“song” is not on the list of “Type”.*Nothing was changed"),
        ("note", {"text": ["a"]}, Invalid, "“Text” cannot hold"),
        ("case", {"number": "X"}, Refused, "keeps “number” itself"),
        ("case", {"status": "Closed", "open_steps": []}, Refused, "keeps “open_steps, status” itself"),
        ("case", {"return_hold": False}, Refused, "role does not write “return_hold”"),
        ("supervisor_release", {}, Refused, "role does not write “Supervisor's release”"),
        ("witness_measure", {"details": "x"}, Refused, "role does not write"),
        ("organisation", {"name": "X"}, None, ""),
        ("office_settings", {"name": "X"}, Refused, "“Change settings of the office”"),
        ("risk", {"what": "x"}, NotFound, "is a row of a “risk_assessment”, and this case has none yet"),
    ],
)
def test_what_cannot_be_written_is_said(
    sign_in: SignIn,
    number: str,
    kind: str,
    fields: Mapping[str, Any],
    error: type[UserError] | None,
    words: str,
) -> None:
    with sign_in() as session:
        if error is None:
            assert save(session, number, kind, **fields).id
        else:
            with pytest.raises(error, match=f"(?s){words}"):
                save(session, number, kind, **fields)


@pytest.mark.parametrize("record", ["", "none", "0" * 32, "' OR 1=1 --", "ไม่มี"])
def test_a_record_there_is_not_is_said(sign_in: SignIn, number: str, record: str) -> None:
    with sign_in() as session, pytest.raises(NotFound, match="no record"):
        save(session, number, "note", id=record, text="x")


def test_a_record_is_written_in_its_own_case_only(sign_in: SignIn, number: str) -> None:
    with sign_in() as session:
        other = new_case(session).number
        note = save(session, other, "note", text="x").id
        with pytest.raises(NotFound):
            save(session, number, "note", id=note, text="y")
        with pytest.raises(NotFound):
            save(session, other, "task", id=note, subject="y")


@pytest.mark.parametrize("number_", ["", "KUP-A-00009-X", "office ", "0" * 32])
def test_a_case_there_is_not_is_said(sign_in: SignIn, number_: str) -> None:
    words = "belongs to a case" if number_.strip() == "office" else "no case"
    with sign_in() as session, pytest.raises(UserError, match=words):
        save(session, number_, "note", text="x")


ONCE = [kind for kind, cls in RECORDS.items() if not cls.many and cls.scope is not Scope.OFFICE]


@pytest.mark.parametrize("kind", ONCE)
def test_of_some_kinds_there_is_one(sign_in: SignIn, number: str, kind: str) -> None:
    field = {"person": "other_names", "case": "note", "death": "place", "trafficking_summary": "account"}[
        kind
    ]
    with sign_in("supervisor") as session:
        one = save(session, number, kind, **{field: "x"})
        two = save(session, number, kind, **{field: "y"})
        assert (two.id, two.version) == (one.id, one.version + 1)
        assert len(seen(session, number, kind)) == 1


def test_a_row_belongs_to_the_record_named_or_to_the_last(sign_in: SignIn, number: str) -> None:
    with sign_in() as session:
        first = save(session, number, "risk_assessment", purpose="care").id
        last = save(session, number, "risk_assessment", purpose="return").id
        named = save(session, number, "risk", under=first, what="a").id
        unnamed = save(session, number, "risk", what="b").id
        assert {one.id: one.parent for one in seen(session, number, "risk")} == {named: first, unnamed: last}
        note = save(session, number, "note", text="x").id
        for wrong in (note, "none", named):
            with pytest.raises(NotFound):
                save(session, number, "risk", under=wrong, what="c")


@pytest.mark.parametrize(
    ("kind", "fields", "holds"),
    [
        ("protection_claim", {"type": "asylum"}, True),
        ("witness_measure", {"details": "x"}, True),
        ("option_decision", {"protection_claim_check": "asked_fear"}, True),
        ("option_decision", {"protection_claim_check": "asked_no_fear"}, None),
        ("option_decision", {"choice": "return"}, None),
        ("shelter_stay", {"address": "12 Lotus Lane"}, None),
        ("health_record", {"findings": "x"}, None),
    ],
)
def test_what_speaks_against_a_return_holds_it(
    sign_in: SignIn, number: str, kind: str, fields: Mapping[str, Any], holds: bool | None
) -> None:
    with sign_in("supervisor") as session:
        made = save(session, number, kind, **fields).id
        assert held(session, number) is holds
        save(session, number, "case", return_hold=False)
        save(session, number, kind, id=made, **fields)
        assert held(session, number) is False, "writing the same again is nothing new"
        session.do(records.delete, number, kind, made)
        assert held(session, number) is False


def test_only_the_supervisor_lifts_the_hold(sign_in: SignIn, number: str) -> None:
    with sign_in() as session:
        save(session, number, "protection_claim", type="asylum")
        with pytest.raises(Refused):
            save(session, number, "case", return_hold="")
    with sign_in("supervisor") as session:
        assert held(session, number) is True
        save(session, number, "case", return_hold="no")
        assert held(session, number) is False


def test_a_mission_is_not_told_while_a_hold_stands(sign_in: SignIn) -> None:
    with sign_in() as session:
        number = new_case(session).number
        save(session, number, "protection_claim", type="asylum")
        with pytest.raises(Refused, match="until the supervisor has decided") as caught:
            notify(session, number)
        assert "claim" not in str(caught.value)
        save(session, number, "consular_notification", country="MM", decision="do_not_notify")
        assert not session.look(cases.shown, number).card.notified
    with sign_in("supervisor") as session:
        notify(session, number)
        assert session.look(cases.shown, number).card.notified


def test_a_mission_is_not_told_while_officials_are_suspected(sign_in: SignIn) -> None:
    with sign_in() as session:
        number = new_case(session).number
        save(session, number, "risk_assessment", purpose="return", officials_suspected=True)
        with pytest.raises(Refused, match="until the supervisor"):
            notify(session, number)


@pytest.mark.parametrize(
    ("kind", "fields"),
    [
        ("case", {"owner": "consul"}),
        ("case", {"team": "x"}),
        ("case", {"restricted": True, "restricted_members": "consul"}),
        ("case", {"legal_hold": True}),
        ("consular_notification", {"country": "MM", "decision": "notify"}),
        ("consular_notification", {"withdrawn_on": ""}),
        ("health_record", {"findings": "x"}),
        ("protection_claim", {"type": "asylum"}),
        ("organisation", {"name": "x"}),
    ],
)
def test_what_a_mission_does_not_write(
    sign_in: SignIn, number: str, kind: str, fields: Mapping[str, Any]
) -> None:
    with sign_in("consul") as session, pytest.raises(Refused):
        save(session, number, kind, **fields)


def test_what_a_mission_writes(sign_in: SignIn, number: str) -> None:
    with sign_in("consul") as session:
        save(session, number, "nationality_verification", country="MM", result="confirmed")
        save(session, number, "travel_document", type="emergency_certificate", number="E-1")
        save(session, number, "case", found_in="TH")
        with pytest.raises(Refused):
            session.do(
                records.delete, number, "travel_document", seen(session, number, "travel_document")[0].id
            )


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"restricted": True}, "names nobody who signs in"),
        ({"restricted": True, "restricted_members": " , "}, "names nobody"),
        ({"restricted": True, "restricted_members": "supervisor, nobody"}, "Nobody signs in as “nobody”"),
    ],
)
def test_a_case_is_never_closed_to_everybody(
    sign_in: SignIn, number: str, fields: Mapping[str, Any], words: str
) -> None:
    with sign_in() as session:
        with pytest.raises(Invalid, match=words):
            save(session, number, "case", **fields)
        assert not said(session, number, "case")["restricted"]


def test_a_restricted_case_keeps_its_last_name(sign_in: SignIn, number: str) -> None:
    with sign_in() as session:
        save(session, number, "case", restricted=True, restricted_members="caseworker")
        with pytest.raises(Invalid):
            save(session, number, "case", restricted_members="")
        save(session, number, "case", note="Anything else goes.")
        save(session, number, "case", restricted=False, restricted_members="")


def test_a_link_is_found_by_id_by_name_or_by_number(sign_in: SignIn, number: str) -> None:
    with sign_in() as session:
        clinic = save(session, "office", "organisation", name="Harbour Clinic", short_name="HC").id
        other = new_case(session).id
        other_number = session.look(cases.shown, other).card.number
        for given in (clinic, "harbour clinic", " HC "):
            made = save(session, number, "consent", purpose="referral", recipient=given).id
            [one] = [one for one in seen(session, number, "consent") if one.id == made]
            assert vars(one.record)["recipient"] == clinic
        for given in (other, other_number):
            save(session, number, "case_link", other=given, type="family")
        assert {vars(one.record)["other"] for one in seen(session, number, "case_link")} == {other}


def test_a_link_to_nothing_or_to_what_is_not_for_one_is_refused(sign_in: SignIn, number: str) -> None:
    with sign_in("colleague") as session:
        foreign = new_case(session).number
        assessment = save(session, foreign, "risk_assessment", purpose="return").id
    with sign_in() as session:
        for kind, field, given in (
            ("consent", "recipient", "Nobody's Clinic"),
            ("consent", "recipient", "0" * 32),
            ("consent", "risk_assessment", assessment),
            ("case_link", "other", foreign),
            ("relative", "person", session.me.office),
        ):
            with pytest.raises(Invalid, match="there is none called"):
                save(session, number, kind, **{field: given})
        for name in ("Twin", "twin"):
            save(session, "office", "organisation", name=name)
        with pytest.raises(Invalid, match="any of several"):
            save(session, number, "consent", purpose="referral", recipient="Twin")


def test_a_link_is_cleared_like_any_field(sign_in: SignIn, number: str) -> None:
    with sign_in() as session:
        save(session, "office", "organisation", name="Harbour Clinic")
        made = save(session, number, "consent", purpose="referral", recipient="Harbour Clinic").id
        save(session, number, "consent", id=made, recipient="")
        assert said(session, number, "consent")["recipient"] is None


def test_a_consent_keeps_the_categories_its_writer_was_not_shown(sign_in: SignIn, number: str) -> None:
    with sign_in() as session:
        covered = ["identity", "travel", "protection_claim"]
        made = save(session, number, "consent", purpose="voluntary_return", given=True, categories=covered).id
    with sign_in("consul") as session:
        assert said(session, number, "consent")["categories"] == ("identity", "travel")
        save(session, number, "consent", id=made, categories=["identity", "family"])
    with sign_in() as session:
        assert said(session, number, "consent")["categories"] == ("identity", "family", "protection_claim")


def test_the_directory_is_written_by_those_with_the_right(sign_in: SignIn) -> None:
    with sign_in("admin") as session:
        made = save(session, "office", "organisation", name="Harbour Clinic").id
        save(session, "office", "organisation", id=made, city="Medan")
        save(session, "office", "office_settings", language="tha")
        save(session, "office", "jurisdiction_profile", profile="thailand")
        for kind, field in (("house", "address"), ("pattern", "note"), ("whistle_blower_record", "text")):
            with pytest.raises((Refused, Invalid)):
                save(session, "office", kind, **{field: "x"})
        with pytest.raises(Refused, match="“Write in a case”"):
            session.do(records.save, "KUP-A-00001-X", "note", {"text": "x"})
    with sign_in("consul") as session, pytest.raises(Refused, match="“Write in the directory”"):
        save(session, "office", "organisation", name="X")


@pytest.mark.parametrize("kind", ["case", "person", "override"])
def test_what_is_never_deleted(sign_in: SignIn, number: str, kind: str) -> None:
    with sign_in("supervisor") as session:
        session.do(cases.advance, number, override="Danger to life")
        with pytest.raises(Refused, match="never deleted"):
            session.do(records.delete, number, kind, seen(session, number, kind)[0].id)


def test_a_deleted_record_is_gone_for_everybody(sign_in: SignIn, number: str) -> None:
    with sign_in() as session:
        note = save(session, number, "note", text="x").id
        session.do(records.delete, number, "note", note)
        assert seen(session, number, "note") == []
        with pytest.raises(NotFound):
            session.do(records.delete, number, "note", note)
        with pytest.raises(NotFound):
            save(session, number, "note", id=note, text="y")
