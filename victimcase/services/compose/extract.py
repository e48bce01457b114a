"""The extract for liaison officers: traces of recruiters, a part for each, nothing about anybody helped."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from victimcase.domain.records.region import Pattern
from victimcase.domain.spec import specs
from victimcase.domain.values import from_plain
from victimcase.i18n import N_
from victimcase.report.paper import Line, Part, Words
from victimcase.services import extracts
from victimcase.services.compose import Draft, paper
from victimcase.services.compose.pieces import count, listed
from victimcase.services.compose.writing import Writing
from victimcase.services.released import Fact

_WHAT: Final = N_(
    "What follows was met in several cases of this office: recruiters, the documents they use, and places. "
    "It names nobody who was helped and no case. It is for investigation, and proves nothing by itself."
)
_ASK: Final = N_("Do not look for the people who told it. Ask this office: they may agree to speak, or not.")


@paper("liaison_extract", gather=extracts.gather)
def liaison_extract(writing: Writing) -> Draft:
    """A part for each pattern; small counts are told as “a few”."""
    say = writing.say
    found = [_part(writing, one) for one in listed(writing.facts["patterns"])]
    return Draft([Part(paragraphs=(say(_WHAT), say(_ASK))), *found], reference=False)


def _part(writing: Writing, facts: Mapping[str, Fact]) -> Part:
    known = specs(Pattern)
    values = {name: from_plain(known[name], facts[name]) for name in extracts.TOLD if name in facts}  # type: ignore[arg-type]
    pattern = Pattern(**values)  # type: ignore[arg-type]
    lines = [
        Line(writing.say(known[name].label), writing.value(pattern, name), field=f"pattern.{name}")
        for name in extracts.TOLD[1:]
        if name in facts
    ]
    cases = Line(writing.say(known["cases"].label), _count(writing, facts["cases"]), field="pattern.cases")
    return Part(pattern.name or writing.say(Pattern.title), rows=(*lines, cases))


def _count(writing: Writing, cases: Fact) -> Words:
    return writing.say(N_("a few")) if cases == "few" else count(writing, int(str(cases)))
