"""What every kind of record promises: it exists, can be half empty, and says everything about its fields."""

from __future__ import annotations

import ast
import csv
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import FrozenInstanceError, dataclass, fields, is_dataclass
from pathlib import Path
from types import new_class
from typing import Annotated

import pytest

from victimcase.domain import kinds, records
from victimcase.domain.dictionary import data_dictionary, type_name
from victimcase.domain.profiles import FIGURES, FOLLOW_UP_MONTHS
from victimcase.domain.spec import (
    RECORDS,
    Choice,
    Link,
    LongText,
    PartialDay,
    Record,
    Spec,
    Text,
    Value,
    category_of,
    sealed,
    specs,
)
from victimcase.domain.words import SEALED, Category, Scope, Step

ROOT = Path(__file__).parent.parent
CODES = ROOT / "resources" / "codes"
HTCDS = ROOT / "resources" / "htcds"

Kinds = Mapping[str, type[Record]]

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

# Two words for one thing, each with its reason.
HTCDS_ELSEWHERE = {
    "con_Consent": "one tick of the standard stands for several consents; exchange maps it",
}
HTCDS_TWICE = {
    "vic_TraffickingStatusDecisionMakingOrg": {"trafficking_summary", "identification_decision"},
}

OWN_CODE = re.compile(r"[a-z0-9]+(_[a-z0-9]+)*")

# A proper noun keeps its capital inside a label.
PROPER = {"ASEAN", "E-mail", "HTCDS", "SHA-256", "Dr"}

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


def every_field(kinds_: Kinds) -> Iterator[tuple[type[Record], str, Spec]]:
    for cls in kinds_.values():
        for name, spec in specs(cls).items():
            yield cls, name, spec


def code_lists() -> dict[str, list[dict[str, str]]]:
    found: dict[str, list[dict[str, str]]] = {}
    for path in sorted(CODES.glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                found.setdefault(row["list"], []).append(row)
    return found


def bad_defaults(kinds_: Kinds) -> list[str]:
    """Fields that a record made with no arguments would not leave empty."""
    return [
        f"{cls.kind}.{item.name}"
        for cls in kinds_.values()
        for item in fields(cls)  # type: ignore[arg-type]
        if getattr(cls(), item.name) not in (None, ()) or not item.kw_only or item.name not in specs(cls)
    ]


def bad_links(kinds_: Kinds) -> list[str]:
    return [
        f"{cls.kind}.{name}: {spec.to}"
        for cls, name, spec in every_field(kinds_)
        if isinstance(spec, Link) and spec.to not in kinds_
    ] + [cls.kind for cls in kinds_.values() if cls.parent and cls.parent not in kinds_]


def bad_lists(kinds_: Kinds, lists: Iterable[str]) -> list[str]:
    known = set(lists)
    return [
        f"{cls.kind}.{name}: {spec.codes!r}"
        for cls, name, spec in every_field(kinds_)
        if hasattr(spec, "codes") and spec.codes not in known
    ]


def bad_label(label: str) -> bool:
    words = label.replace("(", "").replace(")", "").split()
    return (
        not words
        or label.endswith((".", ":"))
        or label != label.strip()
        or not (label[0].isupper() or label[0].isdigit())
        or any(word[0].isupper() and word.strip(",?") not in PROPER for word in words[1:])
    )


def twins(labels: Iterable[str]) -> list[str]:
    return [label for label, times in Counter(labels).items() if times > 1]


def carriers(kinds_: Kinds) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for cls, _, spec in every_field(kinds_):
        if spec.htcds:
            found.setdefault(spec.htcds, []).append(cls.kind)
    return found


def unmarked(source: str) -> list[str]:
    """Labels, helps, titles and units in a module that are not marked for translation."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call | ast.ClassDef):
            texts = [k.value for k in node.keywords if k.arg in {"help", "title", "unit"}]
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in SPEC_NAMES:
                texts += node.args
            found += [t.value for t in texts if isinstance(t, ast.Constant) and t.value != ""]
    return [str(text) for text in found]


SPEC_NAMES = {cls.__name__ for cls in Spec.__subclasses__()}


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


def test_every_code_list_is_shipped() -> None:
    assert bad_lists(RECORDS, code_lists()) == []


def test_every_shipped_list_has_codes_labels_and_an_order_of_its_own() -> None:
    for name, rows in code_lists().items():
        for column in ("code", "label", "order"):
            values = [row[column] for row in rows]
            assert all(values), (name, column)
            assert twins(values) == [], (name, column)
        assert all(row["source"] for row in rows), name


def test_own_lists_use_lower_snake_codes() -> None:
    for name, rows in code_lists().items():
        own = [row["code"] for row in rows if row["source"] == "own"]
        assert [code for code in own if not OWN_CODE.fullmatch(code)] == [], name


def test_every_label_is_a_sentence_case_text_without_stop() -> None:
    assert [
        (cls.kind, name, spec.label) for cls, name, spec in every_field(RECORDS) if bad_label(spec.label)
    ] == []


def test_no_two_fields_of_a_kind_share_a_label() -> None:
    for cls in RECORDS.values():
        assert twins(spec.label for spec in specs(cls).values()) == [], cls.kind


def test_every_help_is_a_sentence() -> None:
    for cls, name, spec in every_field(RECORDS):
        if spec.help:
            assert spec.help[0].isupper() or not spec.help[0].isalpha(), (cls.kind, name)
            assert spec.help.endswith((".", "?")) or "…" in spec.help, (cls.kind, name)


def test_every_text_is_marked_for_translation() -> None:
    for path in sorted(Path(records.__path__[0]).glob("*.py")):
        assert unmarked(path.read_text(encoding="utf-8")) == [], path.name


def test_every_field_of_the_case_data_standard_has_one_home() -> None:
    with (HTCDS / "dictionary.csv").open(encoding="utf-8", newline="") as file:
        standard = {row["field"] for row in csv.DictReader(file) if not row["field"].startswith("(")}
    assert len(standard) == 38 + 43 + 3
    found = carriers(RECORDS)
    assert set(found) | set(HTCDS_ELSEWHERE) == standard
    for name, homes in found.items():
        assert len(homes) == 1 or set(homes) <= HTCDS_TWICE.get(name, set()), (name, homes)


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


def test_an_office_may_replace_every_figure_of_a_profile_and_no_other() -> None:
    assert {row["code"] for row in code_lists()["profile_figure"]} == {*FIGURES, FOLLOW_UP_MONTHS}


def test_the_dictionary_is_plain_data_with_stable_keys() -> None:
    told = data_dictionary()
    assert [entry["kind"] for entry in told] == list(RECORDS)
    assert json.loads(json.dumps(told)) == list(told)
    keys = {"kind", "title", "scope", "stage", "step", "many", "fields"}
    field_keys = {"name", "label", "type", "codes", "category", "sealed", "required", "htcds"}
    for entry in told:
        assert keys <= set(entry)
        for field in entry["fields"]:
            assert field_keys <= set(field)


def test_the_dictionary_tells_what_the_record_says() -> None:
    told = {entry["kind"]: entry for entry in data_dictionary()}
    house = told["house"]
    assert (house["scope"], house["stage"], house["step"], house["parent"]) == ("office", "", "", "")
    assert told["bed"]["parent"] == "house"
    assert told["trafficking_summary"]["many"] is False
    assert (told["support_plan"]["stage"], told["support_plan"]["step"]) == ("protection", Step.CARE.value)
    address = next(field for field in house["fields"] if field["name"] == "address")
    assert address["sealed"] is True and address["category"] == "location_of_shelter"
    kind_of_plan = next(field for field in told["support_plan"]["fields"] if field["name"] == "type")
    assert kind_of_plan["codes"] == kind_of_plan["htcds"] == "spl_Type"
    assert kind_of_plan["required"] is True and kind_of_plan["type"] == "choice"


def test_kinds_of_fields_are_named_in_snake_case() -> None:
    assert type_name(Text("x")) == "text"
    assert type_name(LongText("x")) == "long_text"
    assert type_name(PartialDay("x")) == "partial_day"


# The guards themselves, each made to fail.


def planted(fields_: Mapping[str, Spec], starts: Mapping[str, Value] | None = None) -> Kinds:
    """A registry holding one record of these fields, taken out of the real one again."""
    space: dict[str, object] = {"__module__": __name__, **dict.fromkeys(fields_), **(starts or {})}
    space["__annotations__"] = {name: Annotated[str | None, spec] for name, spec in fields_.items()}
    made = new_class(
        "Planted", (Record,), {"kind": "planted", "title": "Planted"}, lambda body: body.update(space)
    )
    RECORDS.pop("planted")
    return {"planted": dataclass(frozen=True, kw_only=True)(made)}


def test_a_field_that_starts_filled_is_found() -> None:
    assert bad_defaults(planted({"about": Text("About")}, {"about": "something"})) == ["planted.about"]


def test_a_field_named_as_a_fact_of_the_class_is_found() -> None:
    """A field called `title` would start with the title of its kind."""
    assert bad_defaults(planted({"title": Text("Title")})) == ["planted.title"]


def test_a_link_into_nothing_is_found() -> None:
    assert bad_links(planted({"other": Link("Other", to="nobody")})) == ["planted.other: nobody"]


def test_a_list_nobody_ships_is_found() -> None:
    assert bad_lists(planted({"type": Choice("Type", codes="nothing")}), code_lists()) == [
        "planted.type: 'nothing'"
    ]


@pytest.mark.parametrize("label", ["", "lower", "Full stop.", "Two Words", " Space", "Colon:"])
def test_a_label_that_is_not_sentence_case_is_found(label: str) -> None:
    assert bad_label(label)


@pytest.mark.parametrize("label", ["Date", "Phone at night", "Linked to it?", "Safe (if known)", "E-mail"])
def test_a_good_label_passes(label: str) -> None:
    assert not bad_label(label)


def test_an_unmarked_text_is_found() -> None:
    assert unmarked('Text("Name", help="Why")') == ["Why", "Name"]
    assert unmarked('Text(N_("Name"), help=N_("Why"), unit="")') == []


def test_a_field_of_the_standard_with_two_homes_is_found() -> None:
    twice = planted({"one": Text("One", htcds="org_Name"), "two": Text("Two", htcds="org_Name")})
    assert carriers(twice) == {"org_Name": ["planted", "planted"]}
