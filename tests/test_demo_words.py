"""The made-up words of the demo fit the records, the fonts and the rule that nobody real is meant."""

from __future__ import annotations

import csv
import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pycountry
import pytest
import uharfbuzz

ROOT = Path(__file__).parent.parent
DEMO = ROOT / "resources" / "demo"
FONTS = ROOT / "resources" / "fonts"

FONT_OF = {
    "Latn": "NotoSans",
    "Thai": "NotoSansThai",
    "Laoo": "NotoSansLao",
    "Mymr": "NotoSansMyanmar",
    "Khmr": "NotoSansKhmer",
    "Beng": "NotoSansBengali",
    "Sinh": "NotoSansSinhala",
    "Taml": "NotoSansTamil",
    "Deva": "NotoSansDevanagari",
    "Arab": "Vazirmatn",
    "Hans": "NotoSansSC",
}
LANGUAGES = (
    "ind jav fil ceb msa vie hmn tha lao mya rhg khm ben sin tam nep hin prs pus urd zho tet".split()  # noqa: SIM905
)
PLACES = {"place", "country", "agency", "days", "months"}
LISTS_OF_STORY = {
    "form": "vic_TypeOfExploitation",
    "industry": "vic_ForcedLabourIndustry",
    "site": "exploitation_site",
    "transport": "journey_transport",
    "methods": "vic_MethodOfRecruitment",
    "control": "vic_MethodsOfControl",
    "forced_to": "forced_criminality",
}
# Well-known people whose names the pools could have made.
KNOWN = {"Nargis Mohammadi", "Kyaw Kyaw Naing", "Rukhsana Parveen", "Kiran Nepali", "Momtaz Begum", "Zaw Min"}


def table(name: str) -> list[dict[str, str]]:
    with (DEMO / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@cache
def narratives() -> dict[str, Any]:
    return tomllib.loads((DEMO / "narratives.toml").read_text(encoding="utf-8"))


@cache
def code_lists() -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for path in sorted((ROOT / "resources" / "codes").glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                found.setdefault(row["list"], set()).add(row["code"])
    return found


@cache
def letters(font: str) -> frozenset[int]:
    blob = uharfbuzz.Blob.from_file_path(str(FONTS / f"{font}_400Regular.ttf"))
    return frozenset(uharfbuzz.Face(blob).unicodes)


def missing(text: str, fonts: Iterable[str]) -> list[str]:
    """Letters of a text none of the fonts has a picture for."""
    known = frozenset[int]().union(*(letters(font) for font in fonts))
    return [letter for letter in text if ord(letter) not in known]


def unknown_codes(story: Mapping[str, object]) -> list[str]:
    found = []
    for key, name in LISTS_OF_STORY.items():
        value = story.get(key, [])
        codes = value if isinstance(value, list) else [value]
        found += [str(code) for code in codes if code and code not in code_lists()[name]]
    return found


def texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for item in value.values():
            yield from texts(item)
    elif isinstance(value, list):
        for item in value:
            yield from texts(item)


def test_there_are_names_enough_and_none_twice() -> None:
    names = table("names")
    assert len({(row["romanised"], row["language"]) for row in names}) == len(names) >= 400
    counted = Counter(row["language"] for row in names)
    assert set(counted) == set(LANGUAGES)
    assert all(row["given"] and row["own_script"] and row["gender"] for row in names)


def test_a_romanised_name_is_its_parts_in_plain_letters() -> None:
    for row in table("names"):
        assert row["romanised"].isascii(), row
        parts = " ".join(filter(None, (row["given"], row["family"])))
        assert sorted(row["romanised"].split()) == sorted(parts.split()), row


def test_no_name_belongs_to_somebody_well_known() -> None:
    named = {row["romanised"] for row in table("names")} | {row["name"] for row in table("staff")}
    assert not named & KNOWN


def test_no_person_helped_bears_the_name_of_somebody_of_the_staff() -> None:
    assert not {row["romanised"] for row in table("names")} & {row["name"] for row in table("staff")}


def test_every_letter_has_a_picture_in_the_font_of_its_script() -> None:
    for row in table("names"):
        assert missing(row["own_script"], [FONT_OF[row["script"]], "NotoSans"]) == [], row
        own = [letter for letter in row["own_script"] if ord(letter) in letters(FONT_OF[row["script"]])]
        assert own, row
    shown = [*texts(narratives())]
    for name, column in [("places", "own_script"), ("organisations", "own_script_name"), ("staff", "name")]:
        shown += [row[column] for row in table(name)]
    for text in shown:
        assert missing(text.replace("\n", " "), FONT_OF.values()) == [], text


def test_countries_languages_and_genders_are_known() -> None:
    for row in table("names"):
        assert row["gender"] in code_lists()["prs_Gender"]
        assert not row["citizenship"] or pycountry.countries.get(alpha_2=row["citizenship"]), row
        assert pycountry.languages.get(alpha_3=row["language"]), row
        assert pycountry.scripts.get(alpha_4=row["script"]), row
    for name in ("places", "organisations", "houses", "staff"):
        for row in table(name):
            assert pycountry.countries.get(alpha_2=row["country"]), row


def test_organisations_use_the_codes_of_the_records_and_addresses_that_lead_nowhere() -> None:
    rows = table("organisations")
    assert [row["name"] for row in rows].count("Demo partner") == 1
    for row in rows:
        assert row["type"] in code_lists()["org_Type"]
        assert set(row["services"].split(";")) <= code_lists()["service_type"], row
        assert all(pycountry.languages.get(alpha_3=code) for code in row["languages"].split(";")), row
        assert row["email"].endswith(".example"), row


def test_houses_use_the_codes_of_the_records() -> None:
    for row in table("houses"):
        assert row["type"] in code_lists()["house_type"]
        assert set(row["serves"].split(";")) <= code_lists()["house_for"]
        assert re.fullmatch(r"[A-Z]:\d+(\+\d+)?(;[A-Z]:\d+(\+\d+)?)*", row["rooms"]), row


def test_the_staff_holds_the_demo_users() -> None:
    logins = {row["login"]: row["role"] for row in table("staff") if row["login"]}
    assert logins == {
        "caseworker": "caseworker",
        "consul": "consular_officer",
        "supervisor": "supervisor",
        "admin": "administrator",
    }


def test_stories_use_the_codes_of_the_records() -> None:
    stories = narratives()["story"]
    assert [code for story in stories for code in unknown_codes(story)] == []
    forms = {story["form"] for story in stories}
    assert len(forms) >= 10 and "" in forms


def test_places_in_a_text_can_be_filled() -> None:
    for text in texts(narratives()):
        assert set(re.findall(r"\{(\w*)\}", text)) <= PLACES, text
        assert text.format(**dict.fromkeys(PLACES, "x")) or not text


def test_every_wish_is_said_in_every_language_with_its_own_script() -> None:
    for limit in narratives()["limit"]:
        assert set(limit) == {"english"} | {code for code in LANGUAGES if code not in SAID_IN_ANOTHER}


SAID_IN_ANOTHER = {"jav", "ceb", "hmn", "rhg", "tet"}


def test_a_missing_letter_and_an_unknown_code_are_found() -> None:
    assert missing("aก", ["NotoSans"]) == ["ก"]
    assert unknown_codes({"site": "nowhere", "form": ""}) == ["nowhere"]


@pytest.mark.parametrize("prefix", ["+447700900", "+6125550", "+6175550", "+120255501"])
def test_phone_numbers_come_from_ranges_set_aside_for_fiction(prefix: str) -> None:
    """Ofcom 07700 900xxx; ACMA 02 and 07 5550 xxxx; NANP 555-01xx."""
    assert prefix in {item["prefix"] for item in narratives()["phones"]["ranges"]}
    assert len(narratives()["phones"]["ranges"]) == 4
