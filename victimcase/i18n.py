"""Words: the marker every text a person reads carries, and their translation where it is shown.

The window speaks one language (`use`, `tr`). A paper speaks one or two others at the same time: `spoken`,
`plural`, and the days, numbers, countries and languages below take the language (BCP 47 or ISO 639) they are
asked in, read its catalogue or its locale when first asked, and fall back to English.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from gettext import GNUTranslations, NullTranslations
from pathlib import Path
from typing import TYPE_CHECKING, Final

from victimcase import paths

if TYPE_CHECKING:
    from babel import Locale

SOURCE: Final = "en"
WHOLE, READ_BY = "X-Whole", "X-Read-By"
"""Lines at the head of a catalogue: what it is whole for (`papers`), and which speaker has read it."""

_translations = NullTranslations()
_HEAD = re.compile(r'^"(X-[A-Za-z-]+): (.*)\\n"$', re.MULTILINE)
_ZEROS: Final = {"arab": "٠", "arabext": "۰", "beng": "০", "deva": "०", "mymr": "၀", "tibt": "༠"}
_NAMES: Final = {"fa": "دری / فارسی"}
_BUDDHIST: Final = {"th": "พ.ศ. {year}", "lo": "ພ.ສ. {year}", "km": "ព.ស. {year}"}
_HIJRI_MONTHS: Final = {
    "fa": "حمل/فروردین ثور/اردیبهشت جوزا/خرداد سرطان/تیر اسد/مرداد سنبله/شهریور "
    "میزان/مهر عقرب/آبان قوس/آذر جدی/دی دلو/بهمن حوت/اسفند",
    "fa_AF": "حمل ثور جوزا سرطان اسد سنبله میزان عقرب قوس جدی دلو حوت",
    "ps": "وری غویی غبرګولی چنګاښ زمری وږی تله لړم لیندۍ مرغومی سلواغه کب",
}
"""Months of Solar Hijri; who reads Persian may be from Kabul or from Tehran, so both names stand there."""
_COMMAS: Final = {"ar": "، ", "fa": "، ", "ps": "، ", "ur": "، ", "my": "၊ ", "zh": "、"}
_HIJRI_EPOCH = 226_895  # ordinal of 1 Farvardin 1
_DAYS_OF_33_YEARS = 12_053


def N_(text: str) -> str:
    """Mark a text for translation; it is translated where it is shown, never where it is declared."""
    return text


def use(translations: NullTranslations) -> None:
    """Let every later `tr` speak the language of these catalogues."""
    global _translations  # one process speaks one language; everything else is passed along
    _translations = translations


def tr(text: str, /, **values: object) -> str:
    """The text in the reader's language, with its places filled."""
    shown = _translations.gettext(text) if text else ""
    return shown.format(**values) if values else shown


def spoken(text: str, language: str, /, **values: object) -> str:
    """The text in any language there is a catalogue for, with its places filled; else in English."""
    shown = _catalogue(language).gettext(text) if text else ""
    return shown.format(**values) if values else shown


def plural(one: str, many: str, count: int, language: str, /, **values: object) -> str:
    """The form that fits `count` in the language; `{count}` stands there in the language's own digits."""
    shown = _catalogue(language).ngettext(one, many, count)
    return shown.format(count=said_number(count, language), **values)


@dataclass(frozen=True, slots=True)
class Catalogue:
    """One language there are words for; `share` is the part of all texts it has, 0 to 1.

    `whole` says that everything on papers is there. `read_by` names the speaker who has read it; without
    one it is a draft made by a machine.
    """

    code: str
    name: str
    share: float
    whole: bool
    read_by: str


def languages() -> tuple[Catalogue, ...]:
    """The languages of the catalogues, by code; English, the source, is not among them."""
    return tuple(_described(file) for file in sorted(_folder().glob("*.po")))


def catalogue(language: str) -> Catalogue | None:
    """The catalogue that serves a language (`prs` is served by `fa`); None where there is none."""
    file = _file(language)
    return _described(file) if file.is_file() else None


def said_day(day: date, language: str) -> str:
    """A day in words: 23 November 2026; beside it the calendar its readers count in, if it is another."""
    from babel.dates import format_date

    locale = _locale(language)
    said = digits(format_date(day, "long", locale=locale), language)
    beside = _beside(day, locale)
    return f"{said} ({digits(beside, language)})" if beside else said


def said_month(day: date, language: str) -> str:
    """The month of a day, and its year: February 1993."""
    from babel.dates import format_skeleton

    return digits(format_skeleton("yMMMM", day, locale=_locale(language)), language)


def said_number(value: float, language: str) -> str:
    """A number as the language writes it, grouped, in its own digits."""
    from babel.numbers import format_decimal

    return digits(format_decimal(value, locale=_locale(language), numbering_system="latn"), language)


def comma(language: str) -> str:
    """What stands between the things of a list, with its blank."""
    return _COMMAS.get(_locale(language).language, ", ")


def digits(text: str, language: str) -> str:
    """The text with its Latin digits in those the language writes."""
    zero = _ZEROS.get(_locale(language).default_numbering_system)
    return text.translate({ord("0") + at: ord(zero) + at for at in range(10)}) if zero else text


def country(code: str, language: str) -> str:
    """The name of a country by its two letters; in English, or the letters, where the locale has none."""
    return _named("territories", code, language)


def language_name(code: str, language: str) -> str:
    """The name of a language by its code of ISO 639 (two or three letters), as `country` does."""
    return _named("languages", _aliased(code), language)


def _named(table: str, code: str, language: str) -> str:
    names = (getattr(_locale(each), table).get(code) for each in (language, SOURCE))
    return next((str(name) for name in names if name), code)


def _folder() -> Path:
    return paths.resources() / "locale"


def _file(language: str) -> Path:
    return _folder() / f"{_aliased(language).partition('_')[0]}.po"


@lru_cache(maxsize=64)
def _aliased(language: str) -> str:
    """The tag as locales are called: `prs` is `fa_AF`, `mya` is `my`."""
    from babel.core import get_global

    tag = language.replace("-", "_")
    primary, _, rest = tag.partition("_")
    return str(get_global("language_aliases").get(primary, tag)) if not rest else tag


@lru_cache(maxsize=64)
def _locale(language: str) -> Locale:
    from babel import Locale, UnknownLocaleError

    for tag in (_aliased(language), _aliased(language).partition("_")[0]):
        try:
            return Locale("en", "GB") if tag == SOURCE else Locale.parse(tag)
        except (UnknownLocaleError, ValueError):
            continue  # a language without a locale speaks English
    return Locale("en", "GB")


def _catalogue(language: str) -> NullTranslations:
    return _words(paths.resources(), language)


@lru_cache(maxsize=64)
def _words(_shipped: Path, language: str) -> NullTranslations:
    """The catalogue in one folder of words; a paper asks for it with each of its words."""
    file = _file(language)
    return _read(file) if file.is_file() else NullTranslations()


@lru_cache(maxsize=32)
def _read(file: Path) -> NullTranslations:
    """The catalogue as the standard library speaks it; texts marked as unsure stay in English."""
    from io import BytesIO

    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    made = BytesIO()
    with file.open("rb") as source:
        write_mo(made, read_po(source, locale=file.stem))
    made.seek(0)
    return GNUTranslations(made)


def _described(file: Path) -> Catalogue:
    head = dict(_HEAD.findall(file.read_text("utf-8")))
    texts = (_folder() / "victimcase.pot").read_text("utf-8").count("\nmsgid ") - 1
    translated = len(_read(file)._catalog) - 1  # type: ignore[attr-defined]  # the head is an entry too
    name = _NAMES.get(file.stem) or str(_locale(file.stem).get_display_name())
    return Catalogue(
        code=file.stem,
        name=name[:1].upper() + name[1:],
        share=min(translated / texts, 1.0) if texts > 0 else 0.0,
        whole=bool(head.get(WHOLE)),
        read_by=head.get(READ_BY, ""),
    )


def _beside(day: date, locale: Locale) -> str:
    """The day in Solar Hijri, or the year of the Buddhist Era; empty where readers count as we do."""
    if locale.language in _BUDDHIST:
        return _BUDDHIST[locale.language].format(year=day.year + 543)
    months = _HIJRI_MONTHS.get(str(locale)) or _HIJRI_MONTHS.get(locale.language)
    if not months:
        return ""
    year, month, number = solar_hijri(day)
    return f"{number} {months.split()[month - 1]} {year}"


def solar_hijri(day: date) -> tuple[int, int, int]:
    """Year, month and day of Solar Hijri; by the 33-year rule, as `domain.calendars` counts."""
    past = day.toordinal() - _HIJRI_EPOCH
    year = past * 33 // _DAYS_OF_33_YEARS + 1
    while past < _days_before(year):
        year -= 1
    while past >= _days_before(year + 1):
        year += 1
    rest = past - _days_before(year)
    month = rest // 31 if rest < 6 * 31 else 6 + (rest - 6 * 31) // 30
    return year, month + 1, rest - 30 * month - min(month, 6) + 1


def _days_before(year: int) -> int:
    return 365 * (year - 1) + (8 * year + 21) // 33
