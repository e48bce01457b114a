"""Parts of the papers of a return: who receives the person, the way, what goes along, the hand-over."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from victimcase.domain.records.care import PropertyHeld
from victimcase.domain.records.person import Person
from victimcase.domain.records.protection import BestInterestsReport
from victimcase.domain.records.repatriation import (
    ExitPermission,
    FamilyAssessment,
    FitToTravel,
    ReceivingAgencyAcceptance,
    TravelDocument,
)
from victimcase.domain.records.travel import HandOver, TravelLeg, TravelPlan
from victimcase.domain.spec import Record, specs
from victimcase.domain.words import Category
from victimcase.i18n import N_
from victimcase.report.paper import Cell, Line, Part, Signature, Table, Tick, Words
from victimcase.services.compose.common import speaking
from victimcase.services.compose.return_parts import (
    full_name,
    name_line,
    of_mission,
    one,
    section,
    to_mission,
)
from victimcase.services.compose.writing import BLANK, Kept, Writing

_PAPERS: Final = frozenset({"identity_document", "other_document", "work_proof"})
_LINES_TO_ADD: Final = 2


# who receives
def receiver(writing: Writing) -> list[Part]:
    """Who meets and helps the person at the other end; for a child also who takes it in."""
    heading = N_("Receiving agency")
    names = ("organisation", "contact", "phone", "answer", "in_writing", "asked_on", "answered_on", "offers")
    waived = ("waived", "waived_in_writing", "waived_on")
    last = writing.latest(ReceivingAgencyAcceptance)
    if last is not None and last.waived:
        parts = list(one(writing, heading, last, ReceivingAgencyAcceptance, *waived))
    else:
        parts = section(writing, heading, ReceivingAgencyAcceptance, *names)
    return [*parts, *_home(writing)]


def _home(writing: Writing) -> list[Part]:
    """Who takes a child in, and what was found about a home; what was found is not for a mission."""
    names = ("receiver", "receiver_relation", "receiver_assessed")
    report = writing.latest(BestInterestsReport)
    parts = one(writing, N_("Who receives the child"), report, BestInterestsReport, *names) if report else ()
    if to_mission(writing):
        return list(parts)
    found = ("receiver", "relation", "assessed_on", "assessed_by", "willing", "result", "conditions")
    return [*parts, *writing.part(N_("The home the person goes to"), FamilyAssessment, *found)]


# the way
def planned(writing: Writing) -> Kept | None:
    """The travel plan that holds: the last one that was not called off."""
    found = [each for each in writing.all(TravelPlan) if not each.record.cancelled_on]
    return found[-1] if found else None


def itinerary(writing: Writing) -> list[Part]:
    """The journey with its legs, the escort, and what happens when somebody does not arrive."""
    heading = N_("Journey")
    plan = planned(writing)
    if plan is None:
        return section(writing, heading, TravelPlan)
    record = plan.record
    names = ("departs_on", "arrives_at", "destination", "destination_country")
    rows = [*writing.lines(record, TravelPlan, *names), *escort(writing, record)]
    rows += writing.lines(record, TravelPlan, "escort_name", "escort_phone", "met_by")
    rows += writing.lines(record, TravelPlan, "arrived_at", "arrival_confirmed_by")
    parts = [Part(writing.say(heading), rows=tuple(rows))]
    if table := legs(writing, plan):
        parts.append(Part(writing.say(N_("Legs of the journey")), table=table))
    return [*parts, *_no_news(writing)]


def escort(writing: Writing, plan: TravelPlan) -> tuple[Line, ...]:
    """How the person is accompanied. That it is a nurse is a matter of health, and goes where health goes."""
    if plan.escort != "medical" or writing.goes(Category.HEALTH):
        return writing.lines(plan, TravelPlan, "escort")
    label = writing.say(specs(TravelPlan)["escort"].label)
    return (Line(label, writing.say(N_("Accompanied")), field="travel_plan.escort"),)


def legs(writing: Writing, plan: Kept) -> Table | None:
    """The legs in their order: from where to where, when, by what, and who is there."""
    rows = sorted(writing.rows(TravelLeg, plan.id), key=lambda each: each.record.order or 0)
    if not rows:
        return None
    columns = (N_("Leg"), N_("From – to"), N_("Departs – arrives"), N_("By, ticket"), N_("Met by"))
    return Table(
        tuple(writing.say(column) for column in columns),
        tuple(_leg(writing, each.record, at) for at, each in enumerate(rows, 1)),
        shares=(0.7, 4, 3.6, 3.4, 2.6),
    )


def _leg(writing: Writing, leg: TravelLeg, at: int) -> tuple[Cell, ...]:
    def together(*names: str) -> Words:
        words = [word for name in names if (word := writing.value(leg, name))]
        return writing.join(words, "\n")

    places = [_place(writing, leg, end) for end in ("from", "to")]
    return (
        Cell(str(leg.order or at), "travel_leg.order"),
        Cell(writing.join([place for place in places if place], "\n"), "travel_leg.from_place"),
        Cell(together("departs_at", "arrives_at"), "travel_leg.departs_at"),
        Cell(together("transport", "carrier", "ticket"), "travel_leg.transport"),
        Cell(writing.value(leg, "met_by"), "travel_leg.met_by"),
    )


def _place(writing: Writing, leg: TravelLeg, end: str) -> Words:
    return _named(writing, leg, f"{end}_place", f"{end}_country")


def _no_news(writing: Writing) -> list[Part]:
    hours = writing.facts.get("alert_hours")
    if not hours:
        return []
    words = writing.say(
        N_(
            "Tell the sending office as soon as the person has arrived, and at once when a plan changes or "
            "somebody is missing. Without news {hours} hours after the expected arrival the office looks for "
            "the person."
        ),
        hours=hours,
    )
    reached = tuple(Line(writing.say(label), value) for label, value in writing.setting.contact)
    return [Part(writing.say(N_("If something goes differently")), paragraphs=(words,), rows=reached)]


# what goes along
def belongings(writing: Writing) -> list[Part]:
    """Every paper and thing the person takes along, each with a box for the receipt."""
    heading = N_("Documents and belongings")
    if not writing.goes(Category.TRAVEL):
        return list(writing.part(heading, PropertyHeld))[:1]
    held = [each.record for each in writing.all(PropertyHeld)]
    papers = [*_travel_papers(writing), *(_item(writing, each) for each in held if each.type in _PAPERS)]
    things = [_item(writing, each) for each in held if each.type not in _PAPERS]
    say = writing.say
    intro = say(N_("Tick what has changed hands. What is missing or damaged is written down before signing."))
    plan = planned(writing)
    rows = writing.lines(plan.record, TravelPlan, "document_list", "property_list") if plan else ()
    add = say(N_("Also handed over"))
    to_write = tuple(Line(add if not at else "", BLANK) for at in range(_LINES_TO_ADD))
    lists = ((N_("Documents"), papers), (N_("Belongings"), things))
    return [
        Part(say(heading), paragraphs=(intro,), rows=rows),
        *(Part(say(title), ticks=tuple(ticks)) for title, ticks in lists if ticks),
        Part(rows=to_write),
        Part(
            say(N_("Receipt")),
            paragraphs=(say(N_("I have received everything that is ticked above.")),),
            signatures=(_person(writing),),
        ),
    ]


def _travel_papers(writing: Writing) -> list[Tick]:
    """The papers made for the journey: the last travel document, the permission to leave, the certificate."""
    documents = [
        each.record for each in writing.all(TravelDocument) if of_mission(writing, each.record.country)
    ]
    found: list[Words] = [_named(writing, each, "type", "number", "country") for each in documents[-1:]]
    permission = writing.latest(ExitPermission)
    if permission is not None:
        found.append(_named(writing, permission, "type", "number"))
    if writing.latest(FitToTravel) is not None:
        found.append(writing.say(N_("Medical certificate for the journey")))
    return [Tick(words) for words in found if words]


def _named(writing: Writing, record: Record, *names: str) -> Words:
    return writing.join([word for name in names if (word := writing.value(record, name))])


def _item(writing: Writing, held: PropertyHeld) -> Tick:
    notes = [_note(writing, held, name) for name in ("receipt_number", "returned_on", "returned_to")]
    text = _named(writing, held, "type", "description", "amount")
    return Tick(text, bool(held.returned_on), writing.join([note for note in notes if note], " · "))


def _note(writing: Writing, held: PropertyHeld, name: str) -> Words:
    value = writing.value(held, name)
    if not value:
        return ""
    return writing.say(
        N_("{label}: {value}"), label=writing.say(specs(PropertyHeld)[name].label), value=value
    )


# the hand-over
def protocol(writing: Writing) -> list[Part]:
    """The hand-over as it was, or a protocol to fill in and sign where none is written yet."""
    say = writing.say
    done = writing.latest(HandOver)
    heading = say(N_("Hand-over protocol"))
    if not writing.goes(Category.TRAVEL):
        return list(writing.part(N_("Hand-over protocol"), HandOver, "handed_on", "place"))
    rows: list[Line] = [name_line(writing)]
    names = (
        "handed_on", "place", "given_by", "given_by_organisation", "received_by", "received_by_organisation",
        "documents", "belongings", "condition",
    )  # fmt: skip
    for name in names:
        rows += _to_fill(writing, done, name)
        if name == "handed_on":
            rows.append(Line(say(N_("Time")), BLANK))
    intro = say(
        N_("One side hands the person over into the care of the other. Both sign; each keeps one copy.")
    )
    asked = say(N_("Asked in a language they understand, and out of hearing of others."))
    own_words = (Line(say(N_("In the person's own words")), BLANK), Line("", BLANK))
    return [
        Part(heading, paragraphs=(intro,), rows=tuple(rows)),
        Part(
            say(N_("What the person says")),
            paragraphs=(asked,),
            ticks=tuple(Tick(say(text)) for text in _ASKED),
        ),
        Part(rows=own_words),
        Part(say(N_("Signatures")), signatures=_signers(writing, done)),
    ]


_ASKED: Final = (
    N_("I know where I am going and who receives me."),
    N_("I have my papers and my belongings."),
    N_("I know whom I can call when something is wrong, and that I may still say no."),
)


_CALLED: Final = {
    "given_by_organisation": N_("Organisation that hands over"),
    "received_by_organisation": N_("Organisation that receives"),
}


def _to_fill(writing: Writing, done: HandOver | None, name: str) -> list[Line]:
    """A field of the protocol: what is written, else a line to write on; nothing where it may not go."""
    line = writing.line(done, HandOver, name, _CALLED.get(name, ""))
    if line is None:
        return []
    return [line if line.withheld or line.value else Line(line.label, BLANK, field=line.field)]


def _signers(writing: Writing, done: HandOver | None) -> tuple[Signature, ...]:
    say = writing.say
    done = done or HandOver()
    guardian = speaking(writing)[-1:]
    named = (Signature(say(N_("The guardian")), guardian[0].name or "", thumbprint=True),) if guardian else ()
    return (
        Signature(say(N_("The side that hands over")), done.given_by or ""),
        Signature(say(N_("The side that receives")), done.received_by or ""),
        _person(writing),
        *named,
        Signature(say(N_("Interpreter or witness"))),
    )


def _person(writing: Writing) -> Signature:
    return Signature(writing.say(N_("The person")), str(full_name(writing)), thumbprint=True)


# whom to call
def contacts(writing: Writing) -> list[Part]:
    """How the person is reached safely, before any number; then the office and the focal points."""
    say = writing.say
    office = tuple(Line(say(label), value) for label, value in writing.setting.contact)
    parts = [*_safe_contact(writing), Part(say(N_("Sending office")), rows=office)]
    found = writing.facts.get("contacts")
    for each in found if isinstance(found, list) else ():
        if isinstance(each, dict):
            parts.append(_organisation(writing, each))
    return parts


_NUMBER_OF: Final = {
    "call_mobile": "mobile_phone",
    "text_message": "mobile_phone",
    "call_home": "home_phone",
    "messenger": "messenger",
    "email": "email",
}
_ASK_FIRST: Final = N_("No number stands here: ask the sending office how the person is reached.")


def _safe_contact(writing: Writing) -> list[Part]:
    """The safe way first, and of all numbers only that of the safe way."""
    heading = N_("How the person is reached safely")
    person = writing.latest(Person)
    if not writing.goes(Category.CONTACT):
        line = writing.line(person, Person, "safe_contact_method")
        return [Part(writing.say(heading), rows=(line,))] if line else []
    if person is None:
        return []
    names = ["safe_contact_method", "safe_contact_times", "safe_contact_note"]
    number = _NUMBER_OF.get(person.safe_contact_method or "")
    rows = writing.lines(person, Person, *names, *([number] if number else []))
    hint = () if number and getattr(person, number) else (writing.say(_ASK_FIRST),)
    return [Part(writing.say(heading), paragraphs=hint, rows=rows)]


def _organisation(writing: Writing, said: dict[str, Any]) -> Part:
    """An organisation and its people, as the directory has them."""
    rows = [*_reached(writing, said["reached"])]
    for person in said["people"]:
        position = f", {person['position']}" if person["position"] else ""
        rows.append(Line(writing.say(N_("Contact person")), f"{person['name']}{position}"))
        rows += _reached(writing, person["reached"])
    return Part(said["name"], rows=tuple(rows))


def _reached(writing: Writing, said: Sequence[Sequence[str]]) -> list[Line]:
    return [Line(writing.say(label), value) for label, value in said]


_COMPLETE: Final = N_("Complete: every condition of a safe return that is looked at holds.")
_PARTLY: Final = N_("Nothing is missing of what is looked at here.")


def missing(writing: Writing) -> list[Part]:
    """What a safe return still lacks, a box for each with who has it; or that nothing is missing."""
    gate = writing.facts.get("clearance")
    if not isinstance(gate, dict):
        return []
    say = writing.say
    lines = (
        [line for line in gate["lines"] if isinstance(line, dict)] if isinstance(gate["lines"], list) else []
    )
    lacking = [line for line in lines if not line["met"]]
    heading = say(N_("What is still missing"))
    whole = () if gate["whole"] else (say(N_("Only what this paper may tell about is looked at here.")),)
    if not lacking:
        return [Part(heading, paragraphs=(say(_PARTLY if whole else _COMPLETE), *whole))]
    count = say(
        N_("{met} of {all} conditions of a safe return hold. Still missing:"),
        met=len(lines) - len(lacking),
        all=len(lines),
    )
    ticks = tuple(Tick(say(str(each["text"])), note=_who(writing, str(each["about"]))) for each in lacking)
    return [Part(heading, paragraphs=(count, *whole), ticks=ticks)]


_WHO_HAS_IT: Final = {
    "consent": N_("With the person (for a child also the guardian); asked by the caseworker"),
    "risk_assessment": N_("With the caseworker"),
    "nationality_verification": N_("With the authority that was asked"),
    "travel_document": N_("With the mission or authority that issues it"),
    "travel_plan": N_("With the caseworker"),
    "consular_notification": N_("With whoever decides it: the person, the guardian or panel, the supervisor"),
    "receiving_agency_acceptance": N_("With the receiving agency"),
    "best_interests_report": N_("With the panel for the child"),
    "identification_decision": N_("With the competent authority"),
}


def _who(writing: Writing, kind: str) -> Words:
    return writing.say(_WHO_HAS_IT.get(kind, N_("With the supervisor")))
