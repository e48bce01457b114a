"""Words of other languages: what catalogues hold, and how days, numbers and names are said."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, timedelta
from pathlib import Path

import pytest

from installers import words
from victimcase import i18n, paths
from victimcase.domain.calendars import jalali_span

FOLDER = paths.resources() / "locale"
CATALOGUES = sorted(FOLDER.glob("*.po"))
WHOLE = ("fa", "my", "th")
SCRIPTS = {
    "bn": "BENGALI",
    "fa": "ARABIC",
    "hi": "DEVANAGARI",
    "km": "KHMER",
    "lo": "LAO",
    "my": "MYANMAR",
    "ne": "DEVANAGARI",
    "ps": "ARABIC",
    "si": "SINHALA",
    "ta": "TAMIL",
    "th": "THAI",
    "ur": "ARABIC",
    "zh": "CJK",
}
"""Language -> how Unicode names its letters; the others are written in Latin ones."""

NAMES = words.NAMES | {"HTCDS", "NGO", "SHA-256", "Fax"}
"""What every language may write as English does."""

COGNATES = {
    "id": {"Formulir", "Data", "Dokumen", "Status", "Normal", "Format", "Format HTCDS"},
    "ms": {"Status", "Normal", "Format"},
    "fil": {"Status", "Normal", "Consent", "Interpreter", "Case number", "Screening", "Passport", "Note"},
    "vi": set(),
}
"""Words a language really shares with English."""


def places(text: str) -> set[str]:
    """The places a text has to fill."""
    return set(re.findall(r"\{(\w*)\}", text))


def faults(language: str, text: str, said: str) -> list[str]:
    """What is wrong with one translation, as far as it can be told without knowing the language."""
    found = []
    if places(text) != places(said) or said.count("{") != said.count("}"):
        found.append("other places to fill")
    if re.search(r"[<>*_`|\\]|&\w+;", re.sub(r"\{\w+\}", "", said)):
        found.append("markup")
    if said != said.strip() or "  " in said or said != unicodedata.normalize("NFC", said):
        found.append("spaces or form of letters")
    if (
        said == text
        and words.has_words(text)
        and text not in NAMES
        and text not in COGNATES.get(language, ())
    ):
        found.append("the English text")
    bare = re.sub(r"\{\w+\}|[A-Z]{2,}", "", said)
    letters = [letter for letter in bare if letter.isalpha()]
    own = sum(unicodedata.name(letter, "").startswith(SCRIPTS.get(language, "LATIN")) for letter in letters)
    if text not in NAMES and own < 0.6 * len(letters):
        found.append("another script")
    return found


@pytest.mark.parametrize("file", CATALOGUES, ids=lambda file: file.stem)
def test_every_translation_is_one(file: Path) -> None:
    found = {
        text: faults(file.stem, source, said)
        for text, forms in words.read(file).items()
        for source, said in _pairs(text, forms)
        if faults(file.stem, source, said)
    }
    assert found == {}


def _pairs(text: words.Text, forms: str | tuple[str, ...]) -> list[tuple[str, str]]:
    if isinstance(text, str):
        return [(text, str(forms))]
    return [(text[-1], form) for form in forms]


@pytest.mark.parametrize(
    ("language", "text", "said", "fault"),
    [
        ("th", "Page {page}", "หน้า {หน้า}", "other places to fill"),
        ("th", "Page {page}", "หน้า", "other places to fill"),
        ("fa", "Consent", "<b>رضایت</b>", "markup"),
        ("fa", "Consent", "رضایت ", "spaces or form of letters"),
        ("my", "Consent", "Consent", "the English text"),
        ("my", "Consent", "ความยินยอม", "another script"),
        ("vi", "Consent", "ความยินยอม", "another script"),
    ],
)
def test_a_wrong_translation_is_found(language: str, text: str, said: str, fault: str) -> None:
    assert fault in faults(language, text, said)
    assert faults("th", "Consent", "ความยินยอม") == []


@pytest.mark.parametrize("language", WHOLE)
def test_papers_are_whole(language: str) -> None:
    """Whoever adds a text to papers translates it, or runs `make words LIST=fa` to see what is missing."""
    there = words.read(FOLDER / f"{language}.po").keys()
    assert sorted(words.of_papers() - NAMES - there) == []


def test_what_claims_to_be_whole_is_listed_here() -> None:
    assert [each.code for each in i18n.languages() if each.whole] == list(WHOLE)


def test_texts_of_papers_are_texts_of_the_program() -> None:
    assert words.of_papers() <= words.texts()
    assert {"Referral letter", "Confidential", "Passport", "Stated age"} <= words.of_papers()
    assert "The window is locked" not in words.of_papers()


def test_a_catalogue_is_written_as_it_is_read(tmp_path: Path) -> None:
    file = tmp_path / "th.po"
    entries: dict[words.Text, str | tuple[str, ...]] = {
        'A "word"\nand {more}': "คำ\n{more}",
        ("{count} day", "{count} days"): ("{count} วัน",),
    }
    file.write_text(words.written(words.new_head("th", whole=False), entries), "utf-8")
    assert words.read(file) == entries
    assert words.head_of(file) == words.new_head("th", whole=False)


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of catalogues of the test's own."""
    folder = tmp_path / "locale"
    folder.mkdir()
    monkeypatch.setattr(paths, "resources", lambda: tmp_path)
    (folder / "victimcase.pot").write_text(
        words.written([], dict.fromkeys(["Consent", "Safety"], "")), "utf-8"
    )
    entries: dict[words.Text, str | tuple[str, ...]] = {
        "Consent": "رضایت",
        "For {who}": "برای {who}",
        ("{count} day", "{count} days"): ("{count} روز", "{count} روز"),
    }
    (folder / "fa.po").write_text(words.written(words.new_head("fa", whole=True), entries), "utf-8")
    return folder


def test_a_text_is_said_in_the_language_asked_for(own: Path) -> None:
    assert i18n.spoken("Consent", "fa") == i18n.spoken("Consent", "prs") == "رضایت"
    assert i18n.spoken("For {who}", "fa-AF", who="Ana") == "برای Ana"
    assert i18n.spoken("Safety", "fa") == "Safety"
    assert i18n.spoken("Consent", "en") == i18n.spoken("Consent", "xx") == "Consent"
    assert i18n.spoken("", "fa") == ""
    assert i18n.plural("{count} day", "{count} days", 12, "fa") == "۱۲ روز"
    assert i18n.plural("{count} day", "{count} days", 1, "en") == "1 day"


def test_a_catalogue_tells_who_has_read_it(own: Path) -> None:
    (one,) = i18n.languages()
    assert (one.code, one.whole, one.read_by) == ("fa", True, "")
    assert one.name == "دری / فارسی" and one.share == 1.0
    text = (own / "fa.po").read_text("utf-8")
    (own / "fa.po").write_text(text.replace("X-Read-By: ", "X-Read-By: Frau Karimi"), "utf-8")
    assert i18n.catalogue("prs") == i18n.Catalogue("fa", one.name, 1.0, True, "Frau Karimi")
    assert i18n.catalogue("th") is None


def test_an_unsure_translation_is_not_said(own: Path) -> None:
    file = own / "th.po"
    head = words.written(words.new_head("th", whole=False), {})
    file.write_text(head + '\n#, fuzzy\nmsgid "Consent"\nmsgstr "ไม่แน่ใจ"\n', "utf-8")
    assert i18n.spoken("Consent", "th") == "Consent"
    assert words.read(file) == {}


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "23 November 2026"),
        ("th", "23 พฤศจิกายน ค.ศ. 2026 (พ.ศ. 2569)"),
        ("fa", "۲۳ نوامبر ۲۰۲۶ (۲ قوس/آذر ۱۴۰۵)"),
        ("prs", "۲۳ نومبر ۲۰۲۶ (۲ قوس ۱۴۰۵)"),
        ("my", "၂၀၂၆ နိုဝင်ဘာ ၂၃"),
        ("zh-Hans", "2026年11月23日"),
        ("xx", "23 November 2026"),
    ],
)
def test_a_day_is_said_as_its_readers_count(language: str, said: str) -> None:
    assert i18n.said_day(date(2026, 11, 23), language) == said


def test_solar_hijri_agrees_with_the_calendar_of_records() -> None:
    day = date(1921, 3, 20)
    while day < date(2101, 1, 1):
        assert jalali_span(*i18n.solar_hijri(day)) == (day, day)
        day += timedelta(days=13)
    for year in range(1300, 1480):
        first = jalali_span(year)[0]
        assert i18n.solar_hijri(first) == (year, 1, 1)
        assert i18n.solar_hijri(first - timedelta(days=1))[:2] == (year - 1, 12)


def test_names_and_numbers_are_said_in_the_language() -> None:
    assert i18n.country("AF", "prs") == "افغانستان"
    assert i18n.country("ZZZ", "th") == "ZZZ"
    assert i18n.language_name("tha", "my") == "ထိုင်း"
    assert i18n.language_name("qqq", "th") == "qqq"
    assert i18n.said_number(1234, "en") == "1,234"
    assert i18n.said_number(12, "my") == "၁၂"
    assert i18n.digits("A 12", "fa") == "A ۱۲"


def test_a_list_has_the_comma_of_its_language() -> None:
    assert [i18n.comma(one) for one in ("en", "prs", "fa-AF", "my", "zh", "th")] == [
        ", ",
        "، ",
        "، ",
        "၊ ",
        "、",
        ", ",
    ]
