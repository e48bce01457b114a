"""Heads of tables as they are met: where they stand, how they disagree, what is missing or slipped."""

from __future__ import annotations

import io
import warnings
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from tests.htcds_files import book, read, rows, said, text
from tests.htcds_people import LISTS, RESOURCES, TEMPLATES
from victimcase.domain.errors import NotFound, UserError
from victimcase.exchange.code_lists import Level

DATA = Path(__file__).parent / "data" / "htcds"
PEOPLE = [["Siti", "Rahayu", "1999-03-07", "Feminine"], ["มะลิ", "ใจดี", "2001-12-30", "Feminine"]]
NAMES = ["prs_FirstName", "prs_SecondName", "prs_Birthdate", "prs_Gender"]
LABELS = ["First Name", "Second Name", "Birthdate", "Gender"]


def _kept(file: Path) -> io.BytesIO:
    return io.BytesIO(file.read_bytes())


def _names(stream: Any, **settings: Any) -> list[Any]:
    return [row.values.get("prs_FirstName") for row in rows(stream, **settings)]


def test_the_dictionary_is_the_standard() -> None:
    levels = [field.level for field in LISTS.fields.values()]
    assert [levels.count(level) for level in (Level.CORE, Level.OPTIONAL, Level.DEPRECATED)] == [38, 43, 3]
    for name, codes in LISTS.codes.items():
        for code in codes:
            assert LISTS.code(name, code.label) == LISTS.code(name, code.code) == code.code, (name, code)


@pytest.mark.parametrize("template", TEMPLATES)
def test_an_empty_template_is_understood_and_has_nobody(template: str) -> None:
    reading = read(_kept(RESOURCES / template))
    assert (reading.total, list(reading)) == (0, [])
    assert {column.field.name for column in reading.columns} == {field.name for field in LISTS.core}
    assert reading.sheet in ("Sheet1", "Case Sheet")


def test_every_value_the_template_offers_is_understood() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        offered = load_workbook(RESOURCES / TEMPLATES[1])["validation"]
    checked = 0
    for column in offered.iter_cols(min_row=3, min_col=2, values_only=True):
        label, *values = [value for value in column if value is not None]
        names = LISTS.labelled(str(label)) or (("prs_Citizenship",) if "Country" in str(label) else ())
        for value in values if names else ():
            assert LISTS.code(LISTS.fields[names[0]].list, str(value)), (label, value)
            checked += 1
    assert checked > 590


@pytest.mark.parametrize("name", ["old.xls", "libreoffice.xlsx"])
def test_the_template_saved_by_another_program(name: str) -> None:
    found = rows(_kept(DATA / name))
    assert [row.values["prs_FirstName"] for row in found] == ["Siti", "มะลิ"]
    assert str(found[0].values["prs_Birthdate"]) == "1999-03-07"
    assert found[1].values["vic_MethodsOfControl"] == ("DebtBondage", "WithholdsDocuments")


@pytest.mark.parametrize("above", [0, 1, 18])
@pytest.mark.parametrize("before", [0, 1, 3])
def test_the_head_may_stand_anywhere_in_the_first_rows(above: int, before: int) -> None:
    table: list[list[Any]] = [["A shelter's list"], *[[None]] * (above - 1)] if above else []
    table += [[None] * before + row for row in (LABELS, *PEOPLE)]
    found = rows(book(table))
    assert [row.values["prs_FirstName"] for row in found] == ["Siti", "มะลิ"]
    assert found[0].number == above + 2
    assert found[0].source_columns["prs_FirstName"] == "ABCD"[before]


def test_a_head_below_the_first_rows_is_not_looked_for() -> None:
    with pytest.raises(UserError, match="names the columns"):
        read(book([*[["x"]] * 20, LABELS, *PEOPLE]))


def test_the_running_number_of_the_template_is_no_column_without_a_heading() -> None:
    numbered = book([[None, *LABELS], [1, *PEOPLE[0]], [2, *PEOPLE[1]], [3, None], [4, None]])
    reading = read(numbered)
    assert reading.total == 2
    assert "no heading" not in said(reading.warnings)
    other = read(book([[None, *LABELS], ["green", *PEOPLE[0]], ["blue", *PEOPLE[1]]]))
    assert "Column A: This column has no heading; its 2 values were left out." in said(other.warnings)


def test_names_and_labels_that_disagree_follow_the_labels_and_say_so() -> None:
    names = ["prs_MailingCity", "prs_MailingCountry", "prs_FirstName"]
    labels = ["Mailing Street", "Mailing City", "First Name"]
    reading = read(book([names, labels, ["Jalan 5", "Medan", "Siti"]]))
    [row] = reading
    assert row.values == {"prs_MailingStreet": "Jalan 5", "prs_MailingCity": "Medan", "prs_FirstName": "Siti"}
    assert "Row 2, column A (Mailing Street): The hidden row of names says prs_MailingCity" in said(
        reading.warnings
    )


def test_a_label_in_another_language_leaves_the_name_to_count() -> None:
    reading = read(book([NAMES, ["ชื่อ", "นามสกุล", "วันเกิด", "เพศ"], *PEOPLE]))
    assert reading.total == 2
    assert "Row 2: This row was taken for headings in another language" in said(reading.warnings)
    assert next(iter(reading)).values["prs_SecondName"] == "Rahayu"
    assert read(book([NAMES, *PEOPLE])).total == 2
    odd = [["Ana", "Sen", "long ago", "Blue"], ["Ben", "Sen", "not known", "Green"]]
    assert read(book([NAMES, *odd])).total == 2


def test_the_templates_wrong_address_names_under_foreign_labels_are_refused() -> None:
    names = ["prs_FirstName", "prs_Gender", "prs_MailingCity", "prs_MailingCountry", "prs_MailingState"]
    names += ["prs_MailingStreet", "prs_MailingPostalCode"]
    labels = ["ชื่อ", "เพศ", "ถนน", "เมือง", "รัฐ", "รหัส", "ประเทศ"]
    person = ["Siti", "Feminine", "Jalan 5", "Medan", "", "20111"]
    countries = [[*person, country] for country in ("Indonesia", "ID", "Thailand")]
    with pytest.raises(UserError, match=r"Column G \(ประเทศ\) is named for postal codes but holds countries"):
        read(book([names, labels, *countries]))
    assert read(book([names, labels, *[[*person, "20111"]] * 3])).total == 3


@pytest.mark.parametrize(
    ("found", "field"),
    [
        ("prs_First_Name", "prs_FirstName"),
        ("PRS_FIRSTNAME ", "prs_FirstName"),
        ("group_a/prs_First_Name", "prs_FirstName"),
        ("vic_TraffickinStatusDecisionMakingOrg", "vic_TraffickingStatusDecisionMakingOrg"),
        ("vic_Methods_of_Control", "vic_MethodsOfControl"),
        ("prs_Nationality", "prs_Citizenship"),
        ("Trafficking status decision-making organisation", "vic_TraffickingStatusDecisionMakingOrg"),
        ("  first   NAME:", "prs_FirstName"),
        ("Reason for Outgoing Referral*", "cas_ReasonForOutgoingReferral"),
    ],
)
def test_names_as_they_are_misspelt(found: str, field: str) -> None:
    [column] = read(book([[found], ["x"]])).columns
    assert column.field.name == field


def test_every_field_of_the_standard_is_known_by_its_name() -> None:
    reading = read(book([list(LISTS.fields), ["x"] * len(LISTS.fields)]))
    assert len(reading.columns) == 84
    assert reading.warnings == ()


def test_unknown_and_missing_columns_are_told() -> None:
    reading = read(text([[*LABELS, "Favourite colour", "prs_Genderr"], [*PEOPLE[0], "blue", "x"]]))
    warnings = said(reading.warnings)
    assert (
        "Column E (Favourite colour): This column is not part of the standard; it was left out." in warnings
    )
    assert "Column F (prs_Genderr)" in warnings
    assert "If it should be “prs_Gender”, correct its name." in warnings
    assert "34 of the 38 core columns are not in the file" in warnings
    assert "Mailing City" in warnings


def test_a_label_that_several_fields_share_needs_a_name() -> None:
    reading = read(book([[*LABELS, "Longitude"], [*PEOPLE[0], "100.5"]]))
    assert (
        "Several fields have this label (org_ShippingLongitude, prs_MailingLongitude, hte_Longitude)"
        in said(reading.warnings)
    )
    named = read(book([[*NAMES, "hte_Longitude"], [*LABELS, "Longitude"], [*PEOPLE[0], "100.5"]]))
    assert next(iter(named)).values["hte_Longitude"] == 100.5


@pytest.mark.parametrize("second", ["First Name", "prs_FirstName", "prs_First_Name"])
def test_doubled_columns_are_refused_naming_both(second: str) -> None:
    with pytest.raises(UserError, match=r"Columns A \(First Name\) and E \(.*\) are both for prs_FirstName"):
        read(book([[*LABELS, second], [*PEOPLE[0], "x"]]))


def test_one_slipped_column_is_left_out_and_several_are_refused() -> None:
    good = [["Siti", "Feminine", "Thailand", "Active"]] * 4
    heads = ["First Name", "Gender", "Citizenship", "Status"]
    assert "Most values" not in said(read(book([heads, *good])).warnings)

    one = read(book([heads, *[["Siti", "Debt bondage", "Thailand", "Active"]] * 4]))
    assert "Column B (Gender): Most values here belong to “Methods of Control”" in said(one.warnings)
    assert all("prs_Gender" not in row.values and row.values["cas_Status"] == "Active" for row in one)

    with pytest.raises(
        UserError, match=r"Columns seem to have slipped: B \(Gender\) – .*; C \(Citizenship\) – "
    ):
        read(book([heads, *[["Siti", "Thailand", "Active", "Active"]] * 4]))


def test_names_that_slipped_under_another_heading_are_noticed() -> None:
    slipped = [["1999-03-07", "Feminine"], ["2001-12-30", "Masculine"], ["2000-01-01", "Feminine"]]
    with pytest.raises(UserError, match="seem to have slipped"):
        read(book([["First Name", "Second Name"], *slipped]))


def test_headings_that_stand_among_the_data_are_passed_over() -> None:
    found = rows(book([LABELS, PEOPLE[0], LABELS, PEOPLE[1]]))
    assert [row.number for row in found] == [2, 3, 4]
    assert found[1].values == {}
    assert "headings stand here once more" in said(found[1].oddities)


def test_a_row_of_tags_below_the_head_is_no_person() -> None:
    assert _names(text([NAMES, ["#name", "#name", "#date", ""], *PEOPLE])) == ["Siti", "มะลิ"]


def _sheets(*tables: tuple[str, list[list[Any]], str]) -> io.BytesIO:
    made = Workbook()
    made.remove(made.worksheets[0])
    for name, table, state in tables:
        sheet = made.create_sheet(name)
        sheet.sheet_state = state
        for row in table:
            sheet.append(row)
    stream = io.BytesIO()
    made.save(stream)
    return stream


def test_the_sheet_with_the_people_is_chosen_and_another_one_told() -> None:
    lists = [["Gender", "Status", "Citizenship", "Trafficking Status", "Methods of Control"], ["Feminine"]]
    stream = _sheets(
        ("about", [["Notes"]], "visible"),
        ("validation", lists, "hidden"),
        ("Cases", [LABELS, *PEOPLE], "visible"),
        ("Old", [["First Name"], ["Ana"]], "visible"),
    )
    reading = read(stream)
    assert reading.sheet == "Cases"
    assert "The sheet “Old” also names fields of the standard; only “Cases” was read." in said(
        reading.warnings
    )
    assert "validation" not in said(reading.warnings)
    assert _names(stream, sheet="old") == ["Ana"]
    with pytest.raises(NotFound, match="no sheet called “New”"):
        read(stream, sheet="New")


def test_hidden_rows_and_columns_are_data() -> None:
    def hide(made: Workbook) -> None:
        made.worksheets[0].row_dimensions[2].hidden = True
        made.worksheets[0].column_dimensions["B"].hidden = True

    found = rows(book([LABELS, *PEOPLE], more=hide))
    assert [row.values["prs_SecondName"] for row in found] == ["Rahayu", "ใจดี"]


def test_merged_cells_are_told() -> None:
    def merge(made: Workbook) -> None:
        made.worksheets[0].merge_cells("B2:B3")

    reading = read(book([LABELS, *PEOPLE], more=merge))
    assert "Row 2: Cells B2:B3 are merged: only the first of them holds the value" in said(reading.warnings)
    assert ["prs_SecondName" in row.values for row in reading] == [True, False]


ANSWER = {
    "start": "2026-01-01T10:00:00",
    "end": "2026-01-01T10:20:00",
    "consent/con_Consent": "TRUE",
    "person/prs_First_Name": "Siti",
    "person/prs_Second_Name": "Rahayu",
    "person/prs_Title": "Ms",
    "what/vic_Methods_of_Control": "DebtBondage TakesEarnings Other",
    "what/vic_ForcedLabourIndustry": "C_Manufacturing F_Construction",
    "__version__": "v1",
    "meta/instanceID": "uuid:1b4e28ba",
    "_uuid": "1b4e28ba",
    "_index": "1",
}


def test_an_export_of_the_survey_form() -> None:
    reading = read(text([list(ANSWER), list(ANSWER.values())], ";"))
    assert (reading.layout, reading.delimiter) == ("xlsform-csv", ";")
    [row] = reading
    assert row.source_id == "1b4e28ba"
    assert row.values == {
        "con_Consent": True,
        "prs_FirstName": "Siti",
        "prs_SecondName": "Rahayu",
        "prs_Title": "Ms",
        "vic_MethodsOfControl": ("DebtBondage", "TakesEarnings", "Other"),
        "vic_ForcedLabourIndustry": ("C_Manufacturing", "F_Construction"),
    }
    assert "instanceID" not in said(reading.warnings)


def test_an_export_of_the_survey_form_with_a_column_for_each_choice() -> None:
    heads = [
        "g/prs_First_Name",
        "g/vic_Methods_of_Control/DebtBondage",
        "g/vic_Methods_of_Control/Other",
        "_uuid",
    ]
    found = rows(text([heads, ["Siti", "1", "0", "a"], ["Ana", "1", "1", "b"], ["Ben", "", "", "c"]]))
    assert [row.values.get("vic_MethodsOfControl") for row in found] == [
        ("DebtBondage",),
        ("DebtBondage", "Other"),
        None,
    ]


def test_an_export_of_labels_where_the_title_is_labelled_second_name() -> None:
    heads = ["Consent", "First Name", "Second Name", "Citizenship", "Second Name", "Email", "_uuid"]
    reading = read(text([heads, ["Yes", "Siti", "Rahayu", "Indonesia", "Ms", "s@example.org", "x"]]))
    [row] = reading
    assert (row.values["prs_SecondName"], row.values["prs_Title"]) == ("Rahayu", "Ms")
    assert "it was read as title" in said(reading.warnings)


def test_the_official_survey_form_itself_is_no_list_of_people() -> None:
    with pytest.raises(UserError):
        read(_kept(DATA / "htcds-xlsform.xlsx"))
