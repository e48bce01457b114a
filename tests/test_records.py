"""What every kind of record promises: it exists, may be half empty, and seals what endangers somebody."""

from __future__ import annotations

from dataclasses import FrozenInstanceError, is_dataclass

import pytest

from tests.record_checks import bad_defaults, bad_label, bad_links, code_lists, every_field, planted, twins
from victimcase.domain import kinds
from victimcase.domain.spec import (
    RECORDS,
    Link,
    Text,
    category_of,
    sealed,
    specs,
)
from victimcase.domain.words import SEALED, Category, Scope

# Section 5 of the case model, written down by hand: kind -> what it belongs to.
PERSON = "person stated_age identity_document identity_claim relative guardian consent"
CASE = """
case case_link trafficking_summary assignment supervisor_release override
contact_event interview screening screening_answer trafficking_event journey_leg alleged_perpetrator payment
age_assessment reflection_period identification_decision review
shelter_stay property_held needs_assessment health_record psychosocial_session legal_aid risk_assessment risk
safety_plan support_plan support_goal service schooling incident complaint proceeding
testimony_arrangement offence
witness_measure protection_claim immigration_status wage_claim best_interests_report evidence_item
custody_step missing_report death
option_decision consular_notification nationality_verification travel_document family_tracing
family_assessment receiving_agency_acceptance fit_to_travel exit_permission travel_plan travel_leg hand_over
reception vulnerability_assessment reintegration_plan reintegration_goal grant instalment follow_up
referral task note document flag closure
legal_assistance_request
"""
OFFICE = """
whistle_blower_record pattern shelf_document
organisation contact_person group_event group_member house bed jurisdiction_profile office_settings
"""
ONE_A_CASE = {"case", "person", "trafficking_summary", "office_settings", "death"}

ROWS = {
    "screening_answer": "screening",
    "risk": "risk_assessment",
    "support_goal": "support_plan",
    "custody_step": "evidence_item",
    "travel_leg": "travel_plan",
    "reintegration_goal": "reintegration_plan",
    "instalment": "grant",
    "group_member": "group_event",
    "bed": "house",
}

SEALED_FIELDS = {
    ("house", "address"): Category.LOCATION_OF_SHELTER,
    ("house", "city"): Category.LOCATION_OF_SHELTER,
    ("house", "directions"): Category.LOCATION_OF_SHELTER,
    ("house", "latitude"): Category.LOCATION_OF_SHELTER,
    ("house", "longitude"): Category.LOCATION_OF_SHELTER,
    ("house", "note"): Category.LOCATION_OF_SHELTER,
    ("house", "phone"): Category.LOCATION_OF_SHELTER,
    ("organisation", "shelter_address"): Category.LOCATION_OF_SHELTER,
    ("property_held", "kept_where"): Category.LOCATION_OF_SHELTER,
    ("evidence_item", "kept_where"): Category.LOCATION_OF_SHELTER,
    ("document", "paper_where"): Category.LOCATION_OF_SHELTER,
    ("safety_plan", "safe_place"): Category.LOCATION_OF_SHELTER,
    ("schooling", "school"): Category.LOCATION_OF_SHELTER,
    ("incident", "place"): Category.LOCATION_OF_SHELTER,
    ("missing_report", "last_seen_where"): Category.LOCATION_OF_SHELTER,
}
SEALED_KINDS = {
    "whistle_blower_record": Category.WHISTLE_BLOWER,
    "protection_claim": Category.PROTECTION_CLAIM,
    "witness_measure": Category.WITNESS,
}

# What a consular officer may read (case model, section 6) never tells of these.
NEVER_CONSULAR = {
    "health_record", "psychosocial_session", "trafficking_summary", "trafficking_event", "journey_leg",
    "alleged_perpetrator", "payment", "legal_aid", "safety_plan", "support_plan", "support_goal", "service",
    "schooling", "incident", "complaint", "proceeding", "offence", "immigration_status", "wage_claim",
    "evidence_item", "custody_step", "referral", "note", "document", "flag", "case_link",
    "legal_assistance_request", "whistle_blower_record", "pattern", "protection_claim", "witness_measure",
}  # fmt: skip
CONSULAR = {
    Category.IDENTITY,
    Category.CONTACT,
    Category.FAMILY,
    Category.TRAVEL,
    Category.ADMINISTRATIVE,
}
CONSULAR_ANYWAY = {("trafficking_summary", "agreed_to_data")}


@pytest.mark.parametrize("scope, names", [(Scope.PERSON, PERSON), (Scope.CASE, CASE), (Scope.OFFICE, OFFICE)])
def test_every_kind_the_case_model_names_exists_in_its_scope(scope: Scope, names: str) -> None:
    assert {kind for kind, cls in RECORDS.items() if cls.scope is scope} >= set(names.split())


def test_no_kind_is_there_that_nobody_wrote_down() -> None:
    assert set(RECORDS) == set(f"{PERSON} {CASE} {OFFICE}".split())


def test_rows_know_their_parents_and_some_kinds_are_kept_once() -> None:
    assert {kind: cls.parent for kind, cls in RECORDS.items() if cls.parent} == ROWS
    assert {kind for kind, cls in RECORDS.items() if not cls.many} == ONE_A_CASE


def test_a_row_belongs_to_the_scope_of_its_parent() -> None:
    for cls in RECORDS.values():
        if cls.parent:
            assert cls.scope is kinds.kind(cls.parent).scope


def test_every_record_is_frozen_and_may_be_empty() -> None:
    for cls in RECORDS.values():
        assert is_dataclass(cls), cls.kind
    for cls in RECORDS.values():
        empty = cls()
        with pytest.raises(FrozenInstanceError):
            setattr(empty, next(iter(specs(cls))), "changed")
    assert bad_defaults(RECORDS) == []


def test_every_kind_says_what_it_is() -> None:
    for cls in RECORDS.values():
        assert not bad_label(cls.title), cls.kind
        assert (cls.__doc__ or "").strip() and not (cls.__doc__ or "").startswith(f"{cls.__name__}("), (
            cls.kind
        )
        assert len(specs(cls)) >= 3, cls.kind
    assert twins(cls.title for cls in RECORDS.values()) == []


def test_every_link_and_parent_leads_to_a_kind() -> None:
    assert bad_links(RECORDS) == []


def test_what_tells_where_a_shelter_is_or_could_endanger_somebody_is_sealed() -> None:
    for (kind, name), category in SEALED_FIELDS.items():
        assert category_of(kinds.kind(kind), name) is category, (kind, name)
        assert sealed(kinds.kind(kind), name)
    for kind, category in SEALED_KINDS.items():
        assert kinds.kind(kind).category is category
        told = {category_of(kinds.kind(kind), name) for name in specs(kinds.kind(kind))}
        assert told <= SEALED, kind


def test_sealed_texts_are_never_searched_by_their_words() -> None:
    """Sealed fields are found by exact value only (vault.md), so no index may hold their words."""
    for cls, name, spec in every_field(RECORDS):
        if sealed(cls, name):
            assert spec.search in ("", "code"), (cls.kind, name)


def test_what_a_consular_officer_reads_holds_nothing_of_care_law_or_the_account() -> None:
    told = {
        (cls.kind, name)
        for cls, name, _ in every_field(RECORDS)
        if cls.kind in NEVER_CONSULAR and category_of(cls, name) in CONSULAR
    }
    assert told == CONSULAR_ANYWAY


def test_a_complaint_names_whom_it_is_hidden_from() -> None:
    assert {"accused", "accused_team", "handled_by"} <= set(specs(kinds.kind("complaint")))


def test_a_pattern_leads_to_no_person_and_no_case() -> None:
    links = [spec.to for spec in specs(kinds.kind("pattern")).values() if isinstance(spec, Link)]
    assert links == []


def test_no_status_in_the_open_tells_of_a_claim_for_protection() -> None:
    rows = code_lists()["immigration_status"]
    told = " ".join(row["code"] + row["label"].lower() for row in rows)
    assert not [word for word in ("asyl", "refug", "1951", "claim") if word in told]


def test_a_field_that_starts_filled_is_found() -> None:
    assert bad_defaults(planted({"about": Text("About")}, {"about": "something"})) == ["planted.about"]


def test_a_field_named_as_a_fact_of_the_class_is_found() -> None:
    """A field called `title` would start with the title of its kind."""
    assert bad_defaults(planted({"title": Text("Title")})) == ["planted.title"]


def test_a_link_into_nothing_is_found() -> None:
    assert bad_links(planted({"other": Link("Other", to="nobody")})) == ["planted.other: nobody"]
