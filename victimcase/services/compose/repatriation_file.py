"""The repatriation file, as one document and as parts, and the hand-over protocol as a paper of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from victimcase.domain.records.repatriation import ReceivingAgencyAcceptance
from victimcase.domain.records.travel import TravelPlan
from victimcase.i18n import N_
from victimcase.report.paper import Line, Part
from victimcase.services.compose import Draft, paper
from victimcase.services.compose import return_journey as journey
from victimcase.services.compose import return_parts as parts
from victimcase.services.compose.return_facts import of_file, of_journey
from victimcase.services.compose.writing import Writing

SECTIONS: Final = (
    ("cover", N_("Cover, and what is still missing")),
    ("identity", N_("Identity")),
    ("nationality", N_("Nationality: request and answer")),
    ("travel_document", N_("Travel document")),
    ("notification", N_("Consular notification")),
    ("risk", N_("Risks of the return and what is done about them")),
    ("receiver", N_("Receiving agency")),
    ("itinerary", N_("Journey")),
    ("property", N_("Documents and belongings")),
    ("handover", N_("Hand-over protocol")),
    ("contacts", N_("Whom to call")),
)
"""Code and title of the parts of the file, in their order."""

_OWN_SHEET: Final = frozenset(
    {"identity", "travel_document", "notification", "risk", "itinerary", "property", "handover", "contacts"}
)
"""Parts that begin a sheet, so that each can be taken out and handed to whoever needs it."""
_NOT_HERE: Final = N_("Nothing that may stand on this paper is written about it.")


def cover(writing: Writing) -> list[Part]:
    """Who goes where, when and to whom; what is still missing; what is in the file."""
    say = writing.say
    rows: list[Line] = [parts.name_line(writing), *parts.born_line(writing)]
    plan = journey.planned(writing)
    if plan is not None:
        rows += writing.lines(plan.record, TravelPlan, "departs_on", "destination", "destination_country")
        rows += journey.escort(writing, plan.record)
    accepted = writing.latest(ReceivingAgencyAcceptance)
    if accepted is not None and not accepted.waived:
        rows += writing.lines(accepted, ReceivingAgencyAcceptance, "organisation", "answer")
    return [
        Part(say(N_("The return")), rows=tuple(rows)),
        *journey.missing(writing),
        *parts.agreed(writing),
    ]


_MADE_BY: Final[Mapping[str, Callable[[Writing], list[Part]]]] = {
    "cover": cover,
    "identity": parts.identity,
    "nationality": parts.nationality,
    "travel_document": parts.travel_document,
    "notification": parts.notification,
    "risk": parts.risk,
    "receiver": journey.receiver,
    "itinerary": journey.itinerary,
    "property": journey.belongings,
    "handover": journey.protocol,
    "contacts": journey.contacts,
}


def _chosen(writing: Writing) -> tuple[str, ...]:
    """The parts asked for, in the order of the file; all of them where none is named."""
    return tuple(code for code, _ in SECTIONS if not writing.order.parts or code in writing.order.parts)


@paper("repatriation_file", needs=("person",), gather=of_file, sections=SECTIONS)
def repatriation_file(writing: Writing) -> Draft:
    """Everything a return is made with. A part that may not be told is left out of the whole file, and says
    so where it was asked for by itself.
    """
    titles = dict(SECTIONS)
    made = {code: _MADE_BY[code](writing) for code in _chosen(writing)}
    if writing.order.parts:
        nothing = writing.say(_NOT_HERE)
        made = {
            code: found or [Part(writing.say(titles[code]), paragraphs=(nothing,))]
            for code, found in made.items()
        }
    listed = [writing.say(titles[code]) for code, found in made.items() if found and code != "cover"]
    if "cover" in made and listed:
        made["cover"].append(Part(writing.say(N_("In this file")), paragraphs=(writing.join(listed, " · "),)))
    return Draft(list(_sheets(made)), title=_title(writing, titles))


def _sheets(made: Mapping[str, Sequence[Part]]) -> Iterator[Part]:
    """The parts one after the other, each on a sheet of its own that is handed on by itself."""
    first = True
    for code, found in made.items():
        for at, part in enumerate(found):
            yield replace(part, new_page=True) if not at and not first and code in _OWN_SHEET else part
            first = False


def _title(writing: Writing, titles: Mapping[str, str]) -> str | tuple[str, ...]:
    whole = writing.say(N_("Repatriation file"))
    if len(writing.order.parts) != 1:
        return whole
    part = writing.say(titles[writing.order.parts[0]])
    return writing.say(N_("{paper}: {part}"), paper=whole, part=part)


@paper("handover_protocol", needs=("travel_plan", "hand_over"), gather=of_journey)
def handover_protocol(writing: Writing) -> Draft:
    """The hand-over with the journey that leads to it and what goes along, to sign by both sides."""
    belongings = journey.belongings(writing)[:-1]  # without the receipt: the protocol itself is signed
    signed = [
        replace(part, new_page=part.new_page or not at) for at, part in enumerate(journey.protocol(writing))
    ]
    return Draft([*journey.itinerary(writing), *belongings, *signed, *parts.agreed(writing)])
