"""The letter to an authority about what the person was made to do, or broke in getting away."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from victimcase.domain.errors import Invalid
from victimcase.domain.records.decision import IdentificationDecision
from victimcase.domain.records.identification import Screening
from victimcase.domain.records.legal import ImmigrationStatus, Offence, Proceeding
from victimcase.domain.words import Category
from victimcase.i18n import N_
from victimcase.report.paper import Cell, Line, Part, Words
from victimcase.services import reading
from victimcase.services.compose import Draft, paper
from victimcase.services.compose.common import (
    childhood,
    contact_part,
    explained,
    is_child,
    must_go,
    person_part,
    signed_by,
)
from victimcase.services.compose.identification import FOR_OFFICE
from victimcase.services.compose.order import Order
from victimcase.services.compose.writing import Kept, Writing
from victimcase.services.recipients import Recipient, recipient_called
from victimcase.services.released import Fact
from victimcase.services.tx import Tx
from victimcase.store.cards import Card

_OPENING: Final = N_(
    "We write about the person named below. What stands against the person here is linked to their being "
    "trafficked. We ask you not to punish it, and tell below on what we rest this."
)
_PRINCIPLE: Final = N_(
    "Somebody who was trafficked should not be charged, held or fined for what they did as a direct "
    "consequence of it. What a person did because they had no real choice is part of what was done to them."
)
# Each said in our own words; whether a state is bound is for its own law to say, and the letter says so.
_RESTS_ON: Final = (
    (
        N_(
            "United Nations, Recommended Principles and Guidelines on Human Rights and Human "
            "Trafficking (2002)"
        ),
        N_(
            "Principle 7 and guidelines 2 and 4: no detention, charge or prosecution for unlawful entry or "
            "stay, nor for acts that are a direct consequence of being trafficked."
        ),
    ),
    (
        N_("ASEAN Convention Against Trafficking in Persons (2015), article 14 (7)"),
        N_(
            "States consider, in appropriate cases, not holding victims liable, under criminal or "
            "administrative law, for unlawful acts directly related to the trafficking."
        ),
    ),
    (
        N_(
            "Protocol of 2014 to the Forced Labour Convention, 1930 (International Labour "
            "Organization), article 4"
        ),
        N_(
            "Authorities may refrain from prosecuting or penalising victims for unlawful acts they were "
            "compelled to commit as a direct consequence of forced labour."
        ),
    ),
    (
        N_("Note"),
        N_("Which of these bind a state, its own law says. Where none does, we ask it on principle."),
    ),
)
_STAY: Final = frozenset(
    {"illegal_entry", "overstay", "illegal_exit", "work_without_permit", "breach_of_contract"}
)
"""Breaches of the rules on entry, stay and work; the others are offences of the criminal law."""
_SETTLED: Final = frozenset({"granted", "withdrawn", "not_needed"})
_ACCUSED: Final = frozenset({"defendant", "victim_and_defendant"})
_ASK_CHARGE: Final = (
    N_("No charge"),
    N_(
        "Do not prosecute the person for what is listed above; end a case that was opened, and "
        "withdraw a charge."
    ),
)
_ASK_STAY: Final = (
    N_("Fines and overstay"),
    N_("Waive fines, fees and days of overstay, and do not enter a ban on coming back."),
)
_ASK_FREE: Final = (
    N_("Detention"),
    N_("Release the person from detention into the care of this office or of another they agree to."),
)
_ASK_ALWAYS: Final = (
    (N_("No removal"), N_("Do not remove the person while identification, reflection or an appeal is open.")),
    (N_("Record"), N_("Clear the record, so that this does not follow the person at a border or at work.")),
    (
        N_("Answer"),
        N_("Please answer in writing to the office below, naming the file number. Tell us whom to ask."),
    ),
)
_CHILD: Final = N_("The person is a child. No means of force or deception need be shown for a child.")


def _linked(tx: Tx, card: Card | None, order: Order, categories: frozenset[Category]) -> Mapping[str, Fact]:
    """Raise Invalid where nothing linked to trafficking lies with the reader, as far as the user may know."""
    assert card is not None
    must_go(categories, Category.IDENTITY)
    found = [one for kind, one in reading.records(tx, card) if kind == Offence.kind]
    told = [one.record for one in found if not order.about or one.id == order.about]
    linked = [one for one in told if isinstance(one, Offence) and one.linked]
    if not linked:
        raise Invalid(
            N_("No offence of this case is written as linked to trafficking. Nothing was given out."),
            N_("Say at the offence whether it is linked, and how. The letter tells of no other offence."),
        )
    whom = recipient_called(tx, order.recipient)
    if not order.about and not any(_handles(whom, order.purpose, one) for one in linked):
        raise Invalid(
            N_(
                "What is linked to trafficking is settled, or lies with others than {who}. Nothing was "
                "given out."
            ),
            N_("Write to that authority, or choose the offence the letter is to be about."),
            who=whom.name,
        )
    return childhood(tx, card, order, categories)


def _handles(whom: Recipient, purpose: str, offence: Offence) -> bool:
    """Whether the reader is written to about it: not what lies with another authority or is settled."""
    if purpose != "police":
        return True
    return offence.authority in (whom.id, None) and offence.waiver not in _SETTLED


@paper("offences_letter", needs=(Offence.kind,), gather=_linked)
def offences_letter(writing: Writing) -> Draft:
    """What stands against the person, how it is linked, the principle with its sources, what is asked."""
    kept = _told(writing)
    proceedings = {one.record.proceeding for one in kept} - {None}
    address = writing.released.recipient.address
    parts = [
        *([Part(paragraphs=(Cell("\n".join(address)),))] if address else []),
        Part(paragraphs=(writing.say(_OPENING),)),
        *person_part(writing),
        *_standing(writing),
        *(_offence(writing, one, at, len(kept)) for at, one in enumerate(kept, 1)),
        *(
            Part(writing.say(Proceeding.title), rows=_proceeding(writing, one.record))
            for one in writing.all(Proceeding)
            if one.id in proceedings and one.record.role in _ACCUSED
        ),
        Part(writing.say(N_("Why it should not be punished")), (writing.say(_PRINCIPLE),)),
        explained(writing, N_("On what this rests"), *_RESTS_ON),
        explained(writing, N_("What we ask of you"), *_asked(writing, kept)),
        contact_part(writing),
    ]
    return Draft(parts, [signed_by(writing, FOR_OFFICE)])


def _told(writing: Writing) -> list[Kept]:
    """The offences the letter is about: those linked to trafficking, and of them what the reader handles."""
    linked = [one for one in writing.all(Offence) if one.record.linked]
    whom, order = writing.released.recipient, writing.order
    return [one for one in linked if order.about or _handles(whom, order.purpose, one.record)]


def _standing(writing: Writing) -> list[Part]:
    """On whose word the person is a victim: a decision, else the presumption that holds until one comes."""
    decided = [one.record for one in writing.all(IdentificationDecision) if not one.record.imported]
    rows: list[Line] = []
    if decided and decided[-1].outcome == "identified":
        names = ("outcome", "authority", "decided_on", "reference")
        rows += writing.lines(decided[-1], IdentificationDecision, *names)
    elif not decided or decided[-1].outcome == "not_sought":
        presumed = [one.record for one in writing.all(Screening) if _presumes(one.record)]
        if presumed:
            rows += writing.lines(presumed[-1], Screening, "outcome", "screened_on")
    if is_child(writing):
        rows.append(Line(writing.say(N_("Child")), writing.say(_CHILD)))
    return [Part(writing.say(N_("Why we see a victim")), rows=tuple(rows))] if rows else []


def _presumes(screening: Screening) -> bool:
    return screening.outcome in ("presumed", "child_presumed")


def _offence(writing: Writing, kept: Kept, at: int, of: int) -> Part:
    heading: Words = writing.say(Offence.title)
    if of > 1:
        heading = writing.say(N_("{heading} {number}"), heading=heading, number=at)
    offence: Offence = kept.record
    names = ("type", "description", "committed_on", "country", "authority", "reference", "fine")
    days = (("overstay_days", N_("Overstay in days")), ("detained_days", N_("Days in detention")))
    rows = [
        *writing.lines(offence, Offence, *names),
        *(
            line
            for name, label in days
            if (line := writing.line(offence, Offence, name, label)) and line.value
        ),
        *writing.lines(offence, Offence, "linked_why", "waiver"),
    ]
    return Part(heading, rows=tuple(rows))


def _proceeding(writing: Writing, found: Proceeding) -> tuple[Line, ...]:
    """The case an offence is dealt with in; others, in which the person may be a witness, are not told."""
    names = ("type", "role", "stage_now", "reference", "authority", "next_date_on")
    return writing.lines(found, Proceeding, *names)


def _asked(writing: Writing, kept: list[Kept]) -> list[tuple[str, str]]:
    types = {one.record.type for one in kept}
    asked = [_ASK_CHARGE]
    if types & _STAY or any(one.record.fine or one.record.overstay_days for one in kept):
        asked.append(_ASK_STAY)
    if any(one.record.detained for one in writing.all(ImmigrationStatus)[-1:]):
        asked.append(_ASK_FREE)
    return [*asked, *_ASK_ALWAYS]
