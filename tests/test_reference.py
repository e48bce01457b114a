"""Reference: what ships is whole and read quickly, what people write is understood, damage is noticed."""

from __future__ import annotations

import csv
import subprocess
import sys
from pathlib import Path

import pytest

from victimcase import paths
from victimcase.domain.errors import Damaged
from victimcase.domain.reference import Code, CodeList, Reference
from victimcase.services.reference import load, load_from

HTCDS_LISTS = {
    "org_Type": 9,
    "prs_Gender": 6,
    "prs_MaritalStatus": 6,
    "prs_HighestLevelOfEducation": 9,
    "vic_TraffickingStatus": 3,
    "vic_TraffickingStatusDecisionMakingOrg": 5,
    "vic_RelationshipToTrafficker": 3,
    "vic_MethodOfRecruitment": 10,
    "vic_RecruitmentWebsitesAndApps": 15,
    "vic_MethodsOfControl": 17,
    "vic_TypeOfExploitation": 12,
    "vic_ForcedLabourIndustry": 21,
    "vic_TypeOfSexExploitation": 4,
    "vic_ExploitationWebsitesAndApps": 15,
    "vic_Vulnerabilities": 12,
    "per_RoleInProcess": 15,
    "cas_Status": 4,
    "cas_ReasonForIncomingReferral": 3,
    "cas_ReasonForOutgoingReferral": 3,
    "hte_Type": 3,
    "spl_Type": 9,
}


@pytest.fixture(scope="module")
def reference() -> Reference:
    return load()


def test_every_list_of_the_standard_is_whole(reference: Reference) -> None:
    assert {name: len(reference.codes(name)) for name in HTCDS_LISTS} == HTCDS_LISTS


def test_codes_of_the_standard_leave_unchanged_and_local_ones_as_other(reference: Reference) -> None:
    local: dict[str, str] = {}
    for name in HTCDS_LISTS:
        for one in reference.codes(name):
            assert one.htcds == ("Other" if one.local else one.code)
            assert one.htcds in reference.codes(name)
            local |= {one.code: name} if one.local else {}
    assert local == {
        "ForcedCriminality": "vic_TypeOfExploitation",
        "RestrictsMovement": "vic_MethodsOfControl",
    }
    assert not any(one.htcds for one in reference.codes("isic_division"))


def test_codes_come_in_their_order(reference: Reference) -> None:
    for name, of in reference.lists.items():
        assert [one.order for one in of] == sorted(one.order for one in of), name
        assert all(one.code == one.code.strip() and one.label == one.label.strip() for one in of), name
    assert next(iter(reference.codes("prs_Gender"))).code == "Feminine"


@pytest.mark.parametrize(
    ("name", "text", "code"),
    [
        ("cas_Status", "FollowUp", "FollowUp"),
        ("cas_Status", "Follow up", "FollowUp"),
        ("cas_Status", " FOLLOW UP ", "FollowUp"),
        ("cas_ReasonForOutgoingReferral", "Migration Or Change Of Location", "MigrationOrChangeOfLocation"),
        ("vic_MethodsOfControl", "DebtBondage ", "DebtBondage"),
        ("vic_MethodsOfControl", "MethodsOfControlThreats", "PhysicalThreats"),
        ("vic_MethodsOfControl", "MethodsOfControlRestrictsMovement", "RestrictsMovement"),
        ("vic_ForcedLabourIndustry", "Agriculture; forestry & fishing", None),
        ("vic_ForcedLabourIndustry", "agriculture, forestry and fishing", "A_AgricultureForestryAndFishing"),
        ("vic_RelationshipToTrafficker", "unacquainted", "Unaquainted"),
        ("prs_Gender", "female", "Feminine"),
        ("prs_HighestLevelOfEducation", "Bachelor's or equivalent level", "BachelorsOrEquivalentLevel"),
        ("isic_division", "01", "01"),
        ("prs_Gender", "", None),
        ("prs_Gender", "…", None),
        ("country", "MM", "MM"),
        ("country", "khm", "KH"),
        ("country", "Burma", "MM"),
        ("country", "Lao People's Democratic Republic", "LA"),
        ("country", "Iran (Islamic Republic of)", "IR"),
        ("country", "iran islamic republic of", "IR"),
        ("country", "Cote d’Ivoire", "CI"),
        ("country", "Atlantis", None),
        ("language", "bur", "mya"),
        ("language", "my", "mya"),
        ("language", "BURMESE", "mya"),
        ("language", "Farsi", "fas"),
        ("language", "dari", "prs"),
        ("language", "Rohingya", "rhg"),
        ("language", "Klingonese", None),
    ],
)
def test_what_people_write_is_understood(
    reference: Reference, name: str, text: str, code: str | None
) -> None:
    assert reference.find(name, text) == code


def test_every_country_name_of_the_standard_is_read(reference: Reference) -> None:
    with (paths.resources() / "aliases.csv").open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["list"] in ("country", "language")]
    assert len(rows) > 60
    for row in rows:
        assert reference.find(row["list"], row["found"]) == row["code"], row


def test_every_alias_leads_to_a_code(reference: Reference) -> None:
    for name in reference.aliases.keys() - {"country", "language"}:
        for text, code in reference.aliases[name].items():
            assert reference.find(name, text) == code


def test_a_label_beats_an_alias_and_a_code_beats_a_label() -> None:
    codes = {"a": Code("a", "Bee"), "b": Code("b", "A")}
    of = CodeList("x", codes, aliases={"Bee": "b", "old": "b", "gone": "nowhere"})
    assert (of.find("bee"), of.find("A"), of.find("OLD"), of.find("gone")) == ("a", "a", "b", None)


def test_names_are_shown_and_unknown_codes_are_shown_as_they_are(reference: Reference) -> None:
    assert (reference.country("MM"), reference.country("XX")) == ("Myanmar", "XX")
    assert (reference.language("prs"), reference.language("qqq")) == ("Dari", "qqq")
    assert reference.label("hte_Type", "Transit") == "Transit" and reference.label("hte_Type", "new") == "new"
    with pytest.raises(KeyError):
        reference.label("no_such_list", "x")


def test_languages_leave_with_a_code_of_iso_639_2(reference: Reference) -> None:
    offered = reference.codes("language")
    assert {"rhg", "prs", "mya", "khm", "ksw", "fil"} <= {one.code for one in offered}
    assert "lat" not in offered and "lat" in reference.languages
    assert (reference.languages["prs"].htcds, reference.languages["rhg"].htcds) == ("fas", "")
    assert all(one.htcds == "" or one.htcds in reference.languages for one in offered)


def test_indicator_sets_are_whole_and_marked(reference: Reference) -> None:
    sets = {one.population: one for one in reference.indicator_sets}
    assert {name: len(one.indicators) for name, one in sets.items()} == {
        "adult_labour": 67,
        "adult_sexual": 66,
        "child_labour": 65,
        "child_sexual": 67,
        "forced_criminality_unodc": 13,
    }
    assert {name for name, one in sets.items() if one.verified} == {"adult_labour", "child_labour"}
    assert all(one.source and one.version == "1" for one in sets.values())
    for one in sets.values():
        assert set(one.dimensions) <= reference.codes("indicator_dimension").codes.keys()
        assert {sign.strength for sign in one.indicators} <= reference.codes(
            "indicator_strength"
        ).codes.keys()
    assert sets["adult_labour"].of("exploitation")[0].code == "AL-EX01"
    found = sets["child_sexual"].get("CS-EX06")
    assert found and found.verified and found.strength == "strong"
    assert sets["child_sexual"].get("AL-EX01") is None
    assert sets.keys() <= reference.codes("indicator_population").codes.keys()


def test_the_newest_version_is_taken_unless_one_is_named(tmp_path: Path) -> None:
    reference = load_from(copied(tmp_path))
    assert reference.indicator_set("adult_labour") is reference.indicator_set("adult_labour", "1")
    assert reference.indicator_set("nobody") is None
    old = (tmp_path / "indicators" / "adult_labour-1.csv").read_text(encoding="utf-8")
    for version in ("9", "10"):
        newer = old.replace("# version: 1", f"# version: {version}")
        (tmp_path / "indicators" / f"adult_labour-{version}.csv").write_text(newer, encoding="utf-8")
    newest = load_from(tmp_path).indicator_set("adult_labour")
    assert newest and newest.version == "10"


def copied(folder: Path) -> Path:
    """The resources this area reads, where a test may change them."""
    for path in ("aliases.csv", "languages.csv", "codes/htcds.csv", "indicators/adult_labour-1.csv"):
        (folder / path).parent.mkdir(exist_ok=True)
        (folder / path).write_bytes((paths.resources() / path).read_bytes())
    return folder


@pytest.mark.parametrize(
    ("path", "line"),
    [
        ("codes/htcds.csv", "prs_Gender,Feminine,Again,9,HTCDS 2.0,"),
        ("codes/htcds.csv", "prs_Gender,New,New,9,HTCDS 2.0"),
        ("codes/htcds.csv", "prs_Gender,New,New,9,HTCDS 2.0,note,too much"),
        ("codes/htcds.csv", "prs_Gender,New,,9,HTCDS 2.0,"),
        ("codes/htcds.csv", "prs_Gender,New,New,last,HTCDS 2.0,"),
        ("indicators/adult_labour-1.csv", "AL-EX01,exploitation,strong,Again,yes"),
        ("aliases.csv", "country,Nowhere"),
    ],
)
def test_a_damaged_file_is_noticed(tmp_path: Path, path: str, line: str) -> None:
    assert load_from(copied(tmp_path)).lists
    with (tmp_path / path).open("a", encoding="utf-8") as file:
        file.write(line + "\n")
    with pytest.raises(Damaged, match=Path(path).name):
        load_from(tmp_path)


def test_a_file_without_its_head_is_noticed(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    (folder / "codes" / "own.csv").write_text("list;code;label\n", encoding="utf-8")
    with pytest.raises(Damaged):
        load_from(folder)
    (folder / "codes" / "own.csv").unlink()
    path = folder / "indicators" / "adult_labour-1.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("# version: 1\n", ""), encoding="utf-8")
    with pytest.raises(Damaged):
        load_from(folder)


def test_a_cold_start_is_quick_and_needs_no_names() -> None:
    code = (
        "import sys, time; from victimcase.services.reference import load; start = time.process_time();"
        "load(); spent = time.process_time() - start; assert 'pycountry' not in sys.modules;"
        "sys.stdout.write(str(spent))"
    )
    runs = [subprocess.run([sys.executable, "-c", code], check=True, capture_output=True) for _ in range(3)]
    assert min(float(run.stdout) for run in runs) < 0.06
