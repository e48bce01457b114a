"""The words of the records: labels, helps, code lists, names of the standard, and the data dictionary."""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path

import pytest

from tests.record_checks import (
    HTCDS,
    bad_label,
    bad_lists,
    carriers,
    code_lists,
    every_field,
    planted,
    twins,
    unmarked,
)
from victimcase.domain import records
from victimcase.domain.dictionary import data_dictionary, type_name
from victimcase.domain.profiles import FIGURES, FOLLOW_UP_MONTHS
from victimcase.domain.spec import (
    RECORDS,
    Choice,
    LongText,
    PartialDay,
    Text,
    specs,
)
from victimcase.domain.words import Step

OWN_CODE = re.compile(r"[a-z0-9]+(_[a-z0-9]+)*")

# Two words for one thing, each with its reason.
HTCDS_ELSEWHERE = {
    "con_Consent": "one tick of the standard stands for several consents; exchange maps it",
}
HTCDS_TWICE = {
    "vic_TraffickingStatusDecisionMakingOrg": {"trafficking_summary", "identification_decision"},
}


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
