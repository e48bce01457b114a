"""Papers of reintegration: reception note, plan, follow-up report."""

from __future__ import annotations

from datetime import date
from typing import Final

from victimcase.domain import status
from victimcase.domain.clocks import months_later
from victimcase.domain.gates.reintegration import contacts_left
from victimcase.domain.records.reintegration import (
    FollowUp,
    Reception,
    ReintegrationGoal,
    ReintegrationPlan,
    VulnerabilityAssessment,
)
from victimcase.domain.records.repatriation import FamilyAssessment
from victimcase.domain.records.support import Schooling
from victimcase.domain.records.travel import HandOver
from victimcase.domain.spec import category_of, specs
from victimcase.domain.words import Category, RecordId
from victimcase.i18n import N_
from victimcase.report.paper import Line, Part, Signature, Tick, Words
from victimcase.services import reading
from victimcase.services.compose import Draft, paper
from victimcase.services.compose.common import childhood, contact_part, person_part, signed_by_person
from victimcase.services.compose.order import Order
from victimcase.services.compose.pieces import count, there
from victimcase.services.compose.writing import BLANK, Kept, Writing
from victimcase.services.profiles import profile_of
from victimcase.services.released import Fact
from victimcase.services.tx import Tx
from victimcase.store.cards import Card

_RECEIVED: Final = N_(
    "The person named here has arrived and is in our care. From this day we answer for the case. Please "
    "close your hand-over, and send what is still missing to us alone."
)


@paper("reception_note", needs=("reception",))
def reception_note(writing: Writing) -> Draft:
    """What the receiving side says to the sending one: the person is here, and who answers for the case."""
    say, reception = writing.say, writing.latest(Reception)
    names = ("received_on", "organisation", "case_owner", "acknowledged_on")
    handed = ("handed_on", "place", "given_by", "received_by", "signed_by_giver", "signed_by_receiver")
    first = ("immediate_needs", "transit_shelter", "transit_until", "health", "interview")
    asked = (
        N_("Belongings and papers that were left behind, with a receipt."),
        N_("Days of court, medicine and payments that go on, and whom to call about each."),
        N_("The name of somebody who can be called at night."),
    )
    return Draft(
        [
            *person_part(writing),
            Part(
                say(N_("We confirm")),
                paragraphs=(say(_RECEIVED),),
                rows=writing.lines(reception, Reception, *names),
            ),
            *writing.part(N_("Hand-over"), HandOver, *handed),
            *_part(writing, N_("The first days"), writing.lines(reception, Reception, *first)),
            Part(say(N_("What we still ask of you")), ticks=tuple(Tick(say(one)) for one in asked)),
            contact_part(writing),
        ],
        (Signature(say(N_("For the receiving organisation"))), Signature(say(N_("Received and noted")))),
    )


def _part(writing: Writing, heading: str, rows: tuple[Line, ...]) -> tuple[Part, ...]:
    return (Part(writing.say(heading), rows=rows),) if rows else ()


@paper("reintegration_plan", needs=("reintegration_plan",), gather=childhood)
def reintegration_plan(writing: Writing) -> Draft:
    """What the person wants to reach, step by step, who does what until when; agreed and signed by both."""
    say, kept = writing.say, writing.all(ReintegrationPlan)[-1]
    plan: ReintegrationPlan = kept.record
    start = (
        "skills",
        "strengths",
        "wishes",
        "education",
        "economic",
        "debt",
        "housing",
        "retrafficking_risk",
    )
    rules = (
        N_("This plan is mine. I made it together with the office, and I can change it at any time."),
        N_("Nothing I am offered depends on testifying, on silence, or on a family member."),
        N_("If a goal becomes too hard, we look for another way; no help ends because of it."),
    )
    signers = [*signed_by_person(writing), Signature(say(N_("Case manager")), _named(writing, plan))]
    return Draft(
        [
            *person_part(writing),
            *writing.part(N_("Where things stand"), VulnerabilityAssessment, *start),
            *_part(writing, N_("Aims"), writing.lines(plan, ReintegrationPlan, "made_on", "place", "aims")),
            *_goals(writing, kept.id),
            *_part(
                writing,
                N_("School, training and law"),
                (*writing.lines(plan, ReintegrationPlan, "schooling", "legal_follow_up"), *_school(writing)),
            ),
            *writing.part(N_("Family"), FamilyAssessment, "assessed_on", "relation", "result", "conditions"),
            Part(say(N_("What we agreed")), paragraphs=tuple(map(say, rules)), rows=_agreed(writing, plan)),
            contact_part(writing),
        ],
        signers,
    )


def _named(writing: Writing, plan: ReintegrationPlan) -> str:
    name = writing.value(plan, "case_manager")
    return name if isinstance(name, str) else name[0]


def _school(writing: Writing) -> tuple[Line, ...]:
    schooling = writing.latest(Schooling)
    return writing.lines(schooling, Schooling, "type", "subject", "began_on", "ends_on") if schooling else ()


def _agreed(writing: Writing, plan: ReintegrationPlan) -> tuple[Line, ...]:
    """Who agreed and when the plan is looked at again; lines to write on while that is open."""
    lines = []
    for name in ("agreed_by_person", "agreed_by_manager", "agreed_on", "review_on"):
        line = writing.line(plan, ReintegrationPlan, name)
        if line is not None:
            lines.append(line if line.value or line.withheld else Line(line.label, BLANK, field=line.field))
    return tuple(lines)


def _goals(writing: Writing, plan: RecordId, heading: str = N_("Goals")) -> tuple[Part, ...]:
    """The goals of a plan as a table; one line says “withheld” where they may not go but are known of."""
    category = ReintegrationGoal.category
    if not writing.goes(category):
        hidden = Line(writing.say(heading), withheld=True)
        return (Part(writing.say(heading), rows=(hidden,)),) if writing.told(category) else ()
    names = ("area", "goal", "steps", "responsible", "due_on", "result")
    shares = (1.1, 2.2, 2.2, 1.3, 1.2, 1)
    table = writing.table(writing.rows(ReintegrationGoal, plan), ReintegrationGoal, *names, shares=shares)
    return (Part(writing.say(heading), table=table),) if table is not None else ()


def _next_contact(
    tx: Tx, card: Card | None, order: Order, categories: frozenset[Category]
) -> dict[str, Fact]:
    """Which contact is due next, and when; nothing once all were made, or the person wants none."""
    assert card is not None  # the report is made of records of a case
    dossier = reading.dossier(tx, card)
    back = status.return_date(dossier)
    left = contacts_left(dossier, profile_of(tx, dossier))
    if back is None or not left or not {Category.TRAVEL, Category.ACCOUNT} & categories:
        return {"left": len(left)}
    return {"left": len(left), "month": left[0], "due": months_later(back, left[0]).isoformat()}


_SCORES: Final = ("economic", "social", "psychosocial")
_LAST: Final = ("outcome", "retrafficking_risk", "safe", "needs", "note")
_SCALE: Final = N_("Each is said from 1, very hard, to 5, well, as the person sees it.")
_ASKED: Final = N_(
    "The person was asked each time whether and how they wish to be called again. A “no” is kept, and nobody "
    "looks for them then."
)


@paper("follow_up_report", needs=("follow_up",), gather=_next_contact)
def follow_up_report(writing: Writing) -> Draft:
    """How the person is some months later: each contact, how the scores went, the risk, what is due next."""
    say, contacts = writing.say, writing.all(FollowUp)
    last: FollowUp = contacts[-1].record
    names = ("month", "contacted_on", "how", *(name for name in _SCORES if _shown(writing, name)), "outcome")
    wide = {"contacted_on": 1.5, "how": 1.3, "outcome": 1.5}
    shares = tuple(wide.get(name, 1.0) for name in names)
    plans = writing.all(ReintegrationPlan)
    return Draft(
        [
            *person_part(writing),
            Part(
                say(N_("Contacts so far")),
                paragraphs=(say(_SCALE), say(_ASKED)),
                table=writing.table(contacts, FollowUp, *names, shares=shares),
            ),
            *_part(writing, N_("How it went"), _change(writing, contacts)),
            Part(say(N_("The last contact")), rows=writing.lines(last, FollowUp, *_LAST)),
            *(_goals(writing, plans[-1].id, N_("Goals of the plan")) if plans else ()),
            Part(say(N_("What is next")), rows=_due(writing, last)),
            contact_part(writing),
        ],
        (Signature(say(N_("Caseworker"))),),
    )


def _shown(writing: Writing, name: str) -> bool:
    category = category_of(FollowUp, name)
    return writing.goes(category) or writing.told(category)


def _change(writing: Writing, contacts: tuple[Kept, ...]) -> tuple[Line, ...]:
    """The first and the last score of each kind, where there are two."""
    lines = []
    for name in _SCORES:
        found = [getattr(one.record, name) for one in contacts if getattr(one.record, name) is not None]
        if len(found) > 1:
            text = writing.say(
                N_("from {first} to {last}"), first=count(writing, found[0]), last=count(writing, found[-1])
            )
            label = writing.say(specs(FollowUp)[name].label)
            lines.append(Line(label, text, field=f"follow_up.{name}"))
    return tuple(lines)


def _due(writing: Writing, last: FollowUp) -> tuple[Line, ...]:
    """The next planned contact and the wish about it."""
    facts, say = writing.facts, writing.say
    wish = writing.line(last, FollowUp, "further_contact")
    label = say(N_("Next planned contact"))
    if last.further_contact == "no":
        return there(Line(label, say(N_("None: the person wants no further contact."))), wish)
    if facts["left"] == 0:
        return there(Line(label, say(N_("None: all planned contacts were made or declined."))), wish)
    if "due" not in facts:
        left = count(writing, int(str(facts["left"])))
        return there(Line(say(N_("Planned contacts to come")), left), wish)
    text = say(
        N_("{month} months after the return, on {day}"),
        month=count(writing, int(str(facts["month"]))),
        day=_day(writing, str(facts["due"])),
    )
    return there(Line(label, text), wish)


def _day(writing: Writing, text: str) -> Words:
    return writing.day(date.fromisoformat(text))
