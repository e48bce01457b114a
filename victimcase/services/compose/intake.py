"""The intake sheet: how the person came, what could not wait, who they are, and what they agreed to."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from victimcase.domain import gates, status
from victimcase.domain.outputs import INTERNAL
from victimcase.domain.records.consents import Consent
from victimcase.domain.records.family import IdentityDocument, Relative
from victimcase.domain.records.identification import ContactEvent
from victimcase.domain.records.person import Person, StatedAge
from victimcase.domain.records.protection import NeedsAssessment, Risk
from victimcase.domain.spec import Record
from victimcase.domain.words import Category, Step
from victimcase.i18n import N_
from victimcase.report.paper import Part, Signature, Tick
from victimcase.services import reading
from victimcase.services.compose import Draft, paper
from victimcase.services.compose.common import (
    CASEWORKER,
    childhood,
    contact_part,
    guardian_part,
    interpreted,
    is_child,
    person_part,
    signed_by,
    signed_by_person,
    text_part,
)
from victimcase.services.compose.order import Order
from victimcase.services.compose.writing import Kept, Writing
from victimcase.services.profiles import profile_of
from victimcase.services.released import Fact
from victimcase.services.tx import Tx
from victimcase.store.cards import Card

_SPEAK: Final = ("interview", "services")
"""Purposes of the consents an intake asks for."""
_SAFE: Final = (
    "safe_contact_method",
    "safe_contact_times",
    "safe_contact_note",
    "mobile_phone",
    "home_phone",
)
_TONGUES: Final = (
    "primary_language",
    "secondary_language",
    "other_languages",
    "reads",
    "interpreter_needed",
    "interpreter_wish",
)


def _asked(tx: Tx, card: Card | None, order: Order, categories: frozenset[Category]) -> Mapping[str, Fact]:
    """What intake asks for and whether it is there, for the own office while that step is open."""
    facts = dict(childhood(tx, card, order, categories))
    if order.purpose != INTERNAL:
        return facts
    assert card is not None
    dossier = reading.dossier(tx, card)
    if Step.INTAKE not in status.open_steps(dossier):
        return facts
    result = gates.gate(Step.INTAKE, dossier, profile_of(tx, dossier))
    seen = gates.seen_by(result, categories & tx.me.readable)
    shown: list[Fact] = [
        {"text": one.text, "met": one.met} for one in seen.conditions if one.text != gates.RELEASE_LINE
    ]
    return {**facts, "asked": shown}


@paper("intake_sheet", needs=(ContactEvent.kind,), gather=_asked)
def intake_sheet(writing: Writing) -> Draft:
    """The first page of a case, as the person told it and no further."""
    contacts = writing.all(ContactEvent)
    parts: list[Part] = [*_asked_for(writing)]
    parts += person_part(writing, "other_names", "place_of_birth", "country_of_birth", "stateless")
    for at, kept in enumerate(contacts, 1):
        parts += _contact(writing, kept.record, at if len(contacts) > 1 else 0)
    parts += _tables(writing)
    parts += writing.part(N_("Languages"), Person, *_TONGUES)
    parts += writing.part(N_("How to reach the person safely"), Person, *_SAFE)
    parts += writing.part(N_("What every helper must know"), Person, "health_alert", "disability")
    parts += guardian_part(writing)
    parts += [*_needs(writing), contact_part(writing)]
    return Draft(parts, _signers(writing, contacts))


def _asked_for(writing: Writing) -> list[Part]:
    """What still has to be asked or done, first of all."""
    asked = writing.facts.get("asked")
    if not isinstance(asked, list) or not asked:
        return []
    ticks = tuple(
        Tick(writing.say(str(one["text"])), ticked=bool(one["met"])) for one in asked if isinstance(one, dict)
    )
    return [Part(writing.say(N_("What an intake sees to")), ticks=ticks)]


def _contact(writing: Writing, event: ContactEvent, number: int) -> list[Part]:
    came, urgent, speech = N_("First contact"), N_("What could not wait"), N_("Language and interpreter")
    heading = writing.say(came)
    if number:
        heading = writing.say(N_("{heading} {number}"), heading=writing.say(N_("Contact")), number=number)
    rows = writing.lines(
        event, ContactEvent, "happened_on", "place", "country", "channel", "referred_by",
        "referred_by_text", "by",
    )  # fmt: skip
    wants = writing.lines(
        event, ContactEvent, "danger", "danger_note", "health", "health_note", "immediate_needs",
        "no_guardian_reason",
    )  # fmt: skip
    tongue = writing.lines(event, ContactEvent, "language", "interpreter", "interpreter_check")
    sheets = ((heading, rows), (writing.say(urgent), wants), (writing.say(speech), tongue))
    return [
        *(Part(title, rows=lines) for title, lines in sheets if lines),
        *text_part(writing, event, "account"),
        *text_part(writing, event, "note"),
    ]


def _tables(writing: Writing) -> list[Part]:
    """Ages as stated, papers, people close, and what the person agreed to be asked."""
    agreed = [one for one in writing.all(Consent) if one.record.purpose in _SPEAK]
    return [
        *_table(
            writing, N_("Ages as stated"), writing.all(StatedAge), StatedAge,
            ("age", "birth", "stated_on", "source", "source_detail"), (2, 3, 3, 3, 3),
        ),
        *_table(
            writing, N_("Papers of the person"), writing.all(IdentityDocument), IdentityDocument,
            ("type", "number", "country", "valid_until", "held_by"), (3, 3, 3, 3, 3),
        ),
        *_table(
            writing, N_("People close to the person"), writing.all(Relative), Relative,
            ("name", "relation", "country", "safe_to_contact", "safe_contact_how"), (4, 3, 3, 2, 5),
        ),
        *_table(
            writing, N_("What the person agreed to"), agreed, Consent,
            ("purpose", "given", "given_by", "how", "given_on"), (3, 2, 3, 3, 3),
        ),
    ]  # fmt: skip


def _table(
    writing: Writing,
    heading: str,
    kept: list[Kept] | tuple[Kept, ...],
    cls: type[Record],
    names: tuple[str, ...],
    shares: tuple[float, ...],
) -> list[Part]:
    if not writing.goes(cls.category):
        return list(writing.part(heading, cls))
    table = writing.table(kept, cls, *names, shares=shares)
    return [Part(writing.say(heading), table=table)] if table else []


def _needs(writing: Writing) -> list[Part]:
    """What was found to be needed and feared, where somebody has looked at it already."""
    parts = list(
        writing.part(N_("Needs"), NeedsAssessment, "assessed_on", "wishes", "needs", "urgent", "safety")
    )
    risks = [one for one in writing.all(Risk) if one.record.closed_on is None]
    if writing.goes(Category.ACCOUNT):
        names = ("what", "likelihood", "severity", "measure")
        parts += _table(writing, N_("Risks seen so far"), risks, Risk, names, (4, 2, 2, 5))
    return parts


def _signers(writing: Writing, contacts: tuple[Kept, ...]) -> list[Signature]:
    last = contacts[-1].record if contacts else ContactEvent()
    signers = [signed_by(writing, CASEWORKER, writing.value(last, "by"))]
    if is_child(writing) or writing.released.recipient.person:
        signers = [*signed_by_person(writing), *signers]
    return [*signers, *interpreted(writing, last.interpreter)]
