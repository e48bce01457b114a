"""Values in words, in the language of a paper."""

from __future__ import annotations

from datetime import date, datetime
from typing import Final

from victimcase.domain import spec as s
from victimcase.domain.partial_date import PartialDate
from victimcase.domain.reference import Reference
from victimcase.domain.spec import Spec, Value
from victimcase.domain.values import DOUBTS, empty, to_plain
from victimcase.i18n import N_, SOURCE, comma, country, digits, language_name, said_day, said_month, spoken

_AT: Final = N_("{day}, {time}")
_BETWEEN: Final = N_("{first} to {last}")
_MONTH = len("2026-11")


def shown(spec: Spec, value: Value, reference: Reference, language: str) -> str:
    """The value in words, in a language (BCP 47): codes by their labels, days spelt out, names by CLDR."""
    if empty(value):
        return ""
    match spec:
        case s.YesNo():
            return spoken(N_("Yes") if value else N_("No"), language)
        case s.Choice(codes=codes):
            return spoken(reference.label(codes, str(value)), language)
        case s.Choices() | s.Countries() | s.Languages():
            assert isinstance(value, tuple)
            return comma(language).join(_one(spec, str(item), reference, language) for item in value)
        case s.Country() | s.Language():
            return _one(spec, str(value), reference, language)
    return said(value, language)


def _one(spec: Spec, code: str, reference: Reference, language: str) -> str:
    match spec:
        case s.Choices(codes=codes):
            return spoken(reference.label(codes, code), language)
        case s.Country() | s.Countries():
            return country_in(code, reference, language)
        case _:
            return reference.language(code) if language == SOURCE else language_name(code, language)


def country_in(code: str, reference: Reference, language: str) -> str:
    """The name of a country by its two letters, in a language."""
    return reference.country(code) if language == SOURCE else country(code, language)


def said(value: Value, language: str) -> str:
    """A day, moment, number or text as it stands on paper. A moment is told in the time of this machine."""
    match value:
        case datetime():
            local = value.astimezone()
            return spoken(
                _AT, language, day=said_day(local.date(), language), time=digits(f"{local:%H:%M}", language)
            )
        case date():
            return said_day(value, language)
        case PartialDate():
            return _partly(value, language)
        case int() | float():
            return digits(str(to_plain(value)), language)
        case _:
            return str(to_plain(value))


def _partly(value: PartialDate, language: str) -> str:
    """A day known in part, without the signs of EDTF where words say it."""
    if value.precise:
        return said_day(value.earliest, language)
    first, sign, last = value.text.partition("/")
    if first.strip(".") and last.strip("."):
        return spoken(_BETWEEN, language, first=_part(first, language), last=_part(last, language))
    return value.text if sign else _part(value.text, language)


def _part(text: str, language: str) -> str:
    """A day, a month or a year of EDTF, perhaps with a mark of doubt; anything else stays as it is."""
    bare = text.rstrip("".join(DOUBTS))
    if len(text) - len(bare) > 1 or bare.strip("0123456789-"):
        return text
    if len(bare) > _MONTH:
        said = said_day(date.fromisoformat(bare), language)
    elif len(bare) == _MONTH:
        said = said_month(date.fromisoformat(f"{bare}-01"), language)
    else:
        said = digits(bare, language)
    return said if bare == text else spoken(DOUBTS[text[-1]], language, day=said)
