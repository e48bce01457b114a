"""An age in words, as lists and headers say it."""

from __future__ import annotations

from datetime import date

from victimcase.domain.errors import Invalid
from victimcase.domain.partial_date import PartialDate
from victimcase.i18n import N_, tr


def in_words(birth: PartialDate | str | None, today: date) -> str:
    """The age on a day: “24”, “about 17”, “17–18”; empty where the birth is not known or tells nothing."""
    if isinstance(birth, str):
        try:
            birth = PartialDate.parse(birth) if birth else None
        except Invalid:
            return ""
    if birth is None or date.min in (birth.earliest, birth.latest) or birth.latest == date.max:
        return ""
    span = birth.age_on(today)
    near = span.high - span.low <= 1
    stated = near and "/" in birth.text  # somebody said an age: it is that, or a year more by now
    said = str(span.low) if stated else str(span)
    if birth.approximate or birth.uncertain:
        return tr(N_("about {age}"), age=said if stated or not near else str(span.high))
    return said
