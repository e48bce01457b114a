"""What a consent covers: everything that is missing, expired, withdrawn or not named is withheld."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.case_files import TODAY, ago, ahead, child
from victimcase.domain import consent as rules
from victimcase.domain.consent import State
from victimcase.domain.dossier import Kept
from victimcase.domain.records.consents import Consent
from victimcase.domain.records.person import Guardian
from victimcase.domain.words import SEALED, Category, RecordId

NGO, MISSION = "ngo", "mission"


def kept(number: int, **fields: Any) -> Kept[Consent]:
    """A valid consent of an adult to a referral, with some fields changed; the number says how late it was
    made.
    """
    said: dict[str, Any] = {
        "purpose": "referral",
        "recipient": NGO,
        "given": True,
        "given_by": "person",
        "given_on": ago(10),
        "categories": ("identity", "health"),
    }
    return Kept(RecordId(f"{number:032x}"), Consent(**said | fields))


GUARDIAN = Kept(RecordId("a" * 32), Guardian(name="Daw Mya", checked=True, suspected=False))
BY_GUARDIAN = {"given_by": "guardian", "guardian": GUARDIAN.id}


def covers(
    *consents: Kept[Consent],
    purpose: str = "referral",
    recipient: str | None = NGO,
    category: Category = Category.HEALTH,
    minor: bool = False,
    guardians: tuple[Kept[Guardian], ...] = (GUARDIAN,),
) -> bool:
    """Whether the consents cover one category for one purpose and recipient."""
    found = rules.covers(
        consents, purpose, recipient, category, TODAY, child=minor, guardians=guardians if minor else ()
    )
    return found is not None


@pytest.mark.parametrize(
    ("fields", "state"),
    [
        ({}, State.VALID),
        ({"given": False}, State.NOT_GIVEN),
        ({"given": None}, State.NOT_GIVEN),
        ({"given_on": None}, State.NOT_YET),
        ({"given_on": ahead(1)}, State.NOT_YET),
        ({"given_on": TODAY}, State.VALID),
        ({"expires_on": TODAY}, State.VALID),
        ({"expires_on": ago(1)}, State.EXPIRED),
        ({"withdrawn_on": TODAY}, State.WITHDRAWN),
        ({"withdrawn_on": ahead(5)}, State.WITHDRAWN),
        ({"withdrawn_on": ago(5), "expires_on": ago(1)}, State.WITHDRAWN),
        ({"reported_by_import": True, "given_on": None}, State.VALID),
    ],
)
def test_where_a_consent_stands(fields: dict[str, Any], state: State) -> None:
    assert rules.state(kept(1, **fields).record, TODAY) is state
    assert covers(kept(1, **fields)) is (state is State.VALID and "reported_by_import" not in fields)


def test_purpose_recipient_and_category_have_to_fit() -> None:
    assert covers(kept(1))
    assert not covers(kept(1), purpose="police")
    assert not covers(kept(1), recipient=MISSION)
    assert not covers(kept(1), recipient=None)
    assert not covers(kept(1), category=Category.ACCOUNT)
    assert not covers()


def test_a_recipient_outside_the_directory_is_named_in_words() -> None:
    named = kept(1, recipient=None, recipient_text=" Hope House ")
    assert covers(named, recipient="hope house")
    assert not covers(named, recipient=NGO)
    assert not covers(named, recipient=None)


def test_a_later_refusal_ends_what_was_agreed() -> None:
    refused = kept(2, given=False, given_on=ago(1), categories=())
    assert not covers(kept(1), refused)
    assert covers(kept(1), replace(refused, record=replace(refused.record, recipient=MISSION)))
    assert covers(refused, kept(3, given_on=TODAY))


def test_refusing_is_one_voice_with_an_imported_yes() -> None:
    imported = kept(
        1, purpose="services", recipient=None, given_by=None, reported_by_import=True, categories=()
    )
    assert covers(imported, purpose=rules.INTERNAL, recipient=None)
    refused = kept(2, purpose="services", recipient=None, given=False)
    assert not covers(imported, refused, purpose=rules.INTERNAL, recipient=None)


@pytest.mark.parametrize("purpose", [*rules.IMPORTED_PURPOSES, rules.INTERNAL])
@pytest.mark.parametrize("minor", [True, False])
def test_what_an_import_reports_stays_inside(purpose: str, minor: bool) -> None:
    code = "services" if purpose == rules.INTERNAL else purpose
    imported = kept(1, purpose=code, recipient=None, given_by=None, categories=(), reported_by_import=True)
    assert covers(imported, purpose=purpose, recipient=None, minor=minor)
    assert not covers(imported, purpose=purpose, recipient=NGO, minor=minor)
    addressed = replace(imported, record=replace(imported.record, recipient=NGO))
    assert not covers(addressed, purpose=purpose, recipient=NGO, minor=minor)
    for category in SEALED:
        assert not covers(imported, purpose=purpose, recipient=None, category=category, minor=minor)


def test_a_child_needs_guardian_and_own_assent() -> None:
    guardian, assent = kept(1, **BY_GUARDIAN), kept(2, given_by="child_assent", categories=())
    assert covers(guardian, assent, minor=True)
    assert covers(kept(1, **BY_GUARDIAN, child_assent=True), minor=True)
    assert not covers(guardian, minor=True)
    assert not covers(assent, minor=True)
    assert not covers(kept(2), minor=True)
    assert covers(guardian, kept(2), minor=True)  # what the child itself signed is its assent


@pytest.mark.parametrize("fields", [{"checked": None}, {"suspected": True}, {"ended_on": ago(1)}])
def test_a_guardian_who_does_not_count_consents_to_nothing(fields: dict[str, Any]) -> None:
    file = child().add("referral", consent_of_guardian()).add("assent", assent_of_child())
    assert rules.basis(file.dossier(), "referral", NGO, Category.HEALTH) is not None
    off = file.change("guardian", **fields)
    assert rules.basis(off.dossier(), "referral", NGO, Category.HEALTH) is None


def consent_of_guardian() -> Consent:
    """A guardian agrees to a referral."""
    return replace(kept(1).record, given_by="guardian", guardian="@guardian")


def assent_of_child() -> Consent:
    """The child agrees to a referral."""
    return replace(kept(1).record, given_by="child_assent")


def test_a_child_says_no_and_the_guardian_yes() -> None:
    guardian = kept(1, **BY_GUARDIAN)
    assert not covers(
        guardian, kept(2, given_by="child_assent"), kept(3, given_by="child_assent", given=False), minor=True
    )
    assert not covers(
        kept(1, **BY_GUARDIAN, child_assent=False), kept(2, given_by="child_assent"), minor=True
    )


def test_the_guardian_names_what_may_go() -> None:
    narrow = kept(1, **BY_GUARDIAN, categories=("identity",))
    assert covers(narrow, kept(2), minor=True, category=Category.IDENTITY)
    wider = kept(3, **BY_GUARDIAN)
    assert covers(narrow, wider, kept(4), minor=True)
    assert not covers(wider, kept(4), replace(narrow, id=RecordId("5" * 32)), minor=True)
    assert not covers(narrow, kept(2), minor=True, category=Category.HEALTH)


def test_of_several_guardians_the_one_who_agreed_is_named() -> None:
    second = Kept(RecordId("b" * 32), Guardian(name="U Tin", checked=True, suspected=False))
    unnamed = kept(1, given_by="guardian", child_assent=True)
    assert covers(unnamed, minor=True)
    assert not covers(unnamed, minor=True, guardians=(GUARDIAN, second))
    assert not covers(kept(1, given_by="guardian", guardian="f" * 32, child_assent=True), minor=True)


def test_what_a_guardian_gave_ends_with_coming_of_age() -> None:
    assert covers(kept(1, **BY_GUARDIAN, child_assent=True), minor=True)
    assert not covers(kept(1, **BY_GUARDIAN, child_assent=True), minor=False)


def test_a_basis_says_what_it_rests_on() -> None:
    limited = kept(1, limits="Not my address.")
    found = rules.covers([limited], "referral", NGO, Category.HEALTH, TODAY, child=False)
    assert found is not None
    assert found.consents == (limited.id,) and found.limits == ("Not my address.",)
    pair = [kept(1, **BY_GUARDIAN), kept(2, given_by="child_assent")]
    both = rules.covers(pair, "referral", NGO, Category.HEALTH, TODAY, child=True, guardians=(GUARDIAN,))
    assert both is not None and both.consents == tuple(one.id for one in pair)


def test_media_starts_as_no() -> None:
    assert {"media"} == rules.STARTS_AS_NO
    assert not covers(kept(1, purpose="media", given=None), purpose="media")


DAYS = st.one_of(st.none(), st.integers(-50, 50).map(lambda days: TODAY + timedelta(days=days)))


@given(
    st.lists(
        st.builds(
            Consent,
            purpose=st.sampled_from(["referral", "police", "services"]),
            recipient=st.sampled_from([None, NGO, MISSION]),
            given=st.sampled_from([True, True, False, None]),
            given_by=st.sampled_from(["person", "guardian", "child_assent", None]),
            given_on=DAYS,
            expires_on=DAYS,
            withdrawn_on=st.one_of(st.none(), DAYS),
            categories=st.sets(st.sampled_from(["identity", "health"])).map(
                lambda codes: tuple(sorted(codes))
            ),
            reported_by_import=st.sampled_from([None, True]),
            child_assent=st.sampled_from([None, True, False]),
        ),
        max_size=5,
    ),
    st.sampled_from(["referral", "police", rules.INTERNAL]),
    st.sampled_from([None, NGO]),
    st.booleans(),
)
def test_a_basis_always_rests_on_a_valid_consent_that_names_the_category(
    consents: list[Consent], purpose: str, recipient: str | None, minor: bool
) -> None:
    all_kept = [Kept(RecordId(f"{n:032x}"), one) for n, one in enumerate(consents)]
    found = rules.covers(
        all_kept, purpose, recipient, Category.HEALTH, TODAY, child=minor, guardians=(GUARDIAN,)
    )
    if found is None:
        return
    by_id = {one.id: one.record for one in all_kept}
    used = [by_id[id_] for id_ in found.consents]
    assert all(rules.state(one, TODAY) is State.VALID for one in used)
    assert all(one.recipient == recipient for one in used)
    assert any("health" in one.categories or one.reported_by_import for one in used)
    if any(one.reported_by_import for one in used):
        assert recipient is None
    elif minor:
        assert any(one.given_by == "guardian" for one in used)


@given(DAYS, DAYS, DAYS, st.sampled_from([True, False, None]))
def test_time_never_brings_a_consent_back(
    given_on: date | None, expires_on: date | None, withdrawn_on: date | None, given: bool | None
) -> None:
    one = kept(1, given=given, given_on=given_on, expires_on=expires_on, withdrawn_on=withdrawn_on).record
    states = [rules.state(one, TODAY + timedelta(days=day)) for day in range(-60, 61)]
    ended = [state in (State.EXPIRED, State.WITHDRAWN) for state in states]
    assert ended == sorted(ended)
