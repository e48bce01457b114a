"""Telephone numbers as people write them, read as E.164 where that is sure."""

from __future__ import annotations

import re

from victimcase.exchange.reading import Oddity
from victimcase.i18n import N_

_ALREADY = re.compile(r"\+?[1-9]\d{6,14}")  # the form the standard asks for; the plus may be missing

_KEPT = N_("The number was kept as written; it names no country, or is no number known there.")
_KEPT_STEP = N_("Write it with its country, for example +66812345678.")
_EXTENSION = N_("The number has an extension; it was kept as written.")
_LOST_ZERO = N_("A plain number stands here; a first 0 or + may be lost, so it was kept as it is.")
_TWO_WAYS = N_("The number fits two countries; it was kept as written.")


def read(text: str, region: str | None, *, typed: bool = True) -> tuple[str, Oddity | None]:
    """The number as E.164, or the text itself with what is odd about it.

    `region` is the two-letter country whose own numbers may stand without it; `typed` is False when the cell
    holds a number, so that a first zero may have been lost. Numbers without + are taken as the standard
    allows when only one reading is a number in use.
    """
    number = "+" + text[2:] if text.startswith("00") else text
    if number.startswith("+"):
        return _international(number, text)
    found = {number for number in (_valid(text, region), _valid_without_plus(text)) if number}
    if len(found) == 1:
        return found.pop(), None
    if found:
        return text, Oddity(_TWO_WAYS, _KEPT_STEP)
    return text, Oddity(_KEPT if typed else _LOST_ZERO, _KEPT_STEP)


def _international(number: str, text: str) -> tuple[str, Oddity | None]:
    import phonenumbers

    try:
        parsed = phonenumbers.parse(number, None)
    except phonenumbers.NumberParseException:
        return text, Oddity(_KEPT, _KEPT_STEP)
    if parsed.extension:
        return text, Oddity(_EXTENSION)
    if not phonenumbers.is_possible_number(parsed):
        return text, Oddity(_KEPT, _KEPT_STEP)
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164), None


def _valid(text: str, region: str | None) -> str | None:
    import phonenumbers

    try:
        parsed = phonenumbers.parse(text, region)
    except phonenumbers.NumberParseException:
        return None
    if parsed.extension or not phonenumbers.is_valid_number(parsed):
        return None
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)


def _valid_without_plus(text: str) -> str | None:
    digits = re.sub(r"[\s().-]", "", text)
    return _valid("+" + digits, None) if _ALREADY.fullmatch(digits) else None
