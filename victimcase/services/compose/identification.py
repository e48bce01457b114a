"""Papers of identification: presumption note, certificate of a reflection period, decision and notice."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from victimcase.domain import status
from victimcase.domain.errors import Invalid
from victimcase.domain.records.decision import IdentificationDecision, ReflectionPeriod, Review
from victimcase.domain.records.identification import Screening
from victimcase.domain.words import Category
from victimcase.i18n import N_
from victimcase.report.paper import Line, Part, Signature, Words
from victimcase.services import reading
from victimcase.services.compose import Draft, paper
from victimcase.services.compose.common import (
    CASEWORKER,
    childhood,
    contact_part,
    explained,
    is_child,
    must_go,
    person_part,
    signed_by,
    signed_by_person,
    text_part,
)
from victimcase.services.compose.order import Order
from victimcase.services.compose.pieces import count
from victimcase.services.compose.writing import Kept, Writing
from victimcase.services.profiles import profile_of
from victimcase.services.released import Fact
from victimcase.services.tx import Tx
from victimcase.store.cards import Card

FOR_OFFICE, SUPERVISOR = N_("For the office"), N_("Supervisor")
UNCHECKED: Final = N_("Source of this figure, which nobody has read there yet")
_PRESUMED: Final = ("presumed", "child_presumed")

# Protocol to Prevent, Suppress and Punish Trafficking in Persons (2000), articles 3, 6, 7 and 8; Recommended
# Principles and Guidelines on Human Rights and Human Trafficking (OHCHR, 2002), principles 7-10, guideline 2.
_SOURCES: Final = N_(
    "Protocol to Prevent, Suppress and Punish Trafficking in Persons (2000), articles 3 and 6 to 8; "
    "Recommended Principles and Guidelines on Human Rights and Human Trafficking (United Nations, 2002)."
)
_REASONS: Final = N_(
    "This office has spoken with the person. There are reasons to think that the person is a victim of "
    "trafficking in persons. The person is to be treated as one until a competent authority has decided."
)
_REASONS_CHILD: Final = N_(
    "This office has spoken with the child. There are reasons to think that the child is a victim of "
    "trafficking in persons. The child is to be treated as one until a competent authority has decided."
)
_NO_VERDICT: Final = N_(
    "What is not known counts in favour of the person. This is no verdict, neither on the person nor on "
    "anybody else. It does not depend on a prosecution, nor on whether the person testifies."
)
_ADULT: Final = N_(
    "That an adult once agreed changes nothing where force, threat, deception or a weak position was used."
)
_CHILD: Final = N_(
    "Under 18 no force, threat or deception need be shown, and nobody can agree to exploitation."
)
_FOLLOWS: Final = (
    (N_("Safe place"), N_("A safe place to stay, if the person wants it. It is not a place of detention.")),
    (
        N_("Help"),
        N_("Care of body and mind, food, clothing and legal advice, in a language they understand."),
    ),
    (N_("Time"), N_("Time to recover and to think before anything has to be decided.")),
    (N_("No removal"), N_("The person should not be made to leave the country while the decision is open.")),
    (
        N_("No punishment"),
        N_("What the person was made to do, or broke in getting away, should not be punished."),
    ),
    (N_("Questions"), N_("Please ask this office first, so that the person need not tell everything again.")),
    (N_("Mission"), N_("Please ask this office before a mission of the person's country is told anything.")),
)
_FOLLOWS_CHILD: Final = (
    N_("Child"),
    N_("A guardian speaks for the child, the child is heard, and what is best for the child comes first."),
)


def _presumption(
    tx: Tx, card: Card | None, order: Order, categories: frozenset[Category]
) -> Mapping[str, Fact]:
    """Raise Invalid where nothing is presumed, as far as the user may know, or the note may not say so."""
    assert card is not None
    must_go(categories, Category.IDENTITY, Screening.category)
    dossier = reading.dossier(tx, card)
    if status.screening_outcome(dossier) not in _PRESUMED:
        raise Invalid(
            N_("No screening says that the person is presumed to be a victim. Nothing was given out."),
            N_("Finish the screening first. Help need not wait for it."),
        )
    decided = status.decision_of(dossier)
    if Category.LEGAL in tx.me.readable and decided and decided.record.outcome in _DECIDED:
        raise Invalid(
            N_("A competent authority has decided, so the presumption has ended. Nothing was given out."),
            N_("Make the paper “Identification decision and notice” instead."),
        )
    return childhood(tx, card, order, categories)


_DECIDED: Final = ("identified", "not_identified")


@paper("presumption_note", needs=(Screening.kind,), gather=_presumption)
def presumption_note(writing: Writing) -> Draft:
    """That the person is presumed to be a victim, what follows from it, and until when."""
    found = [one.record for one in writing.all(Screening) if one.record.outcome in _PRESUMED]
    screening = found[-1] if found else None
    child = is_child(writing) or bool(screening and screening.outcome == "child_presumed")
    rows = [
        line
        for name, label in (("outcome", N_("Result")), ("screened_on", N_("Since")))
        if (line := writing.line(screening, Screening, name, label)) is not None
    ]
    until = N_("A competent authority has decided. The note need not be renewed.")
    rows.append(Line(writing.say(N_("Valid until")), writing.say(until)))
    says = (writing.say(_REASONS_CHILD if child else _REASONS),)
    doubt = (writing.say(_NO_VERDICT), writing.say(_CHILD if child else _ADULT))
    follows = (_FOLLOWS_CHILD, *_FOLLOWS) if child else _FOLLOWS
    parts = [
        *person_part(writing),
        Part(writing.say(N_("What this paper says")), says, tuple(rows)),
        Part(writing.say(N_("Benefit of the doubt")), doubt),
        explained(writing, N_("What follows from it"), *follows, (N_("Sources"), _SOURCES)),
        contact_part(writing),
    ]
    return Draft(parts, [signed_by(writing, FOR_OFFICE)])


# the reflection period

_PROTECTS: Final = (
    (
        N_("Removal"),
        N_("Until the last day the person should not be removed, nor made to leave the country."),
    ),
    (N_("Pressure"), N_("Nobody may press the person to testify or to choose. Not deciding is allowed.")),
    (N_("Loss of help"), N_("Help does not depend on testifying, on a prosecution or on what is chosen.")),
    (N_("Detention"), N_("The period is no reason to hold the person. Where they stay is their own will.")),
    (N_("What it is not"), N_("The period decides nothing about what happened, nor about anybody's guilt.")),
)


def _length(tx: Tx, card: Card | None, order: Order, categories: frozenset[Category]) -> Mapping[str, Fact]:
    """How long the rules make the period, and where that figure comes from."""
    assert card is not None
    must_go(categories, Category.IDENTITY)
    dossier = reading.dossier(tx, card)
    child = status.is_child(dossier)
    profile = profile_of(tx, dossier)
    figure = profile.figures["reflection_days_child" if child else "reflection_days_adult"]
    length: dict[str, Fact] = {
        "days": figure.value,
        "rules": profile.title,
        "country": profile.country,
        "source": figure.source,
        "verified": figure.verified,
    }
    return {"child": child, "length": length}


@paper("reflection_certificate", needs=(ReflectionPeriod.kind,), gather=_length)
def reflection_certificate(writing: Writing) -> Draft:
    """From when until when the person may rest and think, how long that is by which rule, and its shelter."""
    period = writing.latest(ReflectionPeriod) or ReflectionPeriod()
    help_ = writing.lines(period, ReflectionPeriod, "services_offered", "services_accepted")
    lasting = not period.waived or is_child(writing)
    parts = [
        *person_part(writing),
        Part(writing.say(N_("The period")), rows=_period(writing, period)),
        *_given_up(writing, period),
        *([explained(writing, N_("What it protects from"), *_PROTECTS)] if lasting else []),
        *([Part(writing.say(N_("Help during this time")), rows=help_)] if help_ else []),
        contact_part(writing),
    ]
    confirmed = signed_by(writing, SUPERVISOR, writing.value(period, "confirmed_by"))
    return Draft(parts, [confirmed, *signed_by_person(writing)])


def _period(writing: Writing, period: ReflectionPeriod) -> tuple[Line, ...]:
    names = ("starts_on", "ends_on", "legal_basis", "confirmed_on", "confirmed_by")
    starts, ends, *rest = [writing.line(period, ReflectionPeriod, name) for name in names[:2]]
    rows = [line for line in (starts, ends, *rest) if line is not None]
    if period.starts_on and period.ends_on:
        rows.append(
            Line(writing.say(N_("Length in days")), count(writing, (period.ends_on - period.starts_on).days))
        )
    length = writing.facts.get("length")
    if isinstance(length, dict):
        checked = N_("Source of this figure") if length["verified"] else UNCHECKED
        by_rule = writing.say(N_("Days by the rules of {place}"), place=_whose(writing, length))
        rows += [
            Line(by_rule, count(writing, int(str(length["days"])))),
            Line(writing.say(checked), writing.say(str(length["source"]))),
        ]
    return (*rows, *writing.lines(period, ReflectionPeriod, *names[2:]))


def _whose(writing: Writing, length: Mapping[str, Fact]) -> Words:
    """Of which country the rules are; the rules of none are called by their name."""
    return writing.country(str(length["country"])) or writing.say(str(length["rules"]))


def _given_up(writing: Writing, period: ReflectionPeriod) -> list[Part]:
    """An adult may give the period up in writing; it takes no help away. A child cannot."""
    if not period.waived:
        return []
    heading = writing.say(N_("Given up"))
    if is_child(writing):
        return [
            Part(heading, (writing.say(N_("A child cannot give the period up; it goes on to its end.")),))
        ]
    rows = writing.lines(period, ReflectionPeriod, "waived_on", "waived_in_writing")
    said = N_("The person, an adult, gave the rest of the period up. This takes away no help and no right.")
    asked = N_("It counts only in writing, and no paper signed by the person is recorded.")
    more = () if period.waived_in_writing else (writing.say(asked),)
    return [Part(heading, (writing.say(said), *more), rows)]


# the decision

_ALWAYS: Final = N_(
    "The decision does not depend on whether anybody is prosecuted. No help depends on whether the person "
    "testifies."
)
_YES: Final = N_("The person has the rights of a victim of trafficking, whatever they choose to do next.")
_NO: Final = N_(
    "A “no” ends no other protection: asylum, help for a child, care of health, claims for wages and the "
    "help of this office go on. The person can ask that the decision be looked at again."
)
_NOT_SOUGHT: Final = N_("No decision was asked for. This takes away no help, and it can still be asked for.")
_REPORTED: Final = N_(
    "This was only reported by an import. It is a message and no decision: nobody here has seen the decision."
)
_NOT_RECOGNISED: Final = N_("The decision was made in another country and is not recognised here yet.")
_TOLD: Final = N_("With my signature I say only that this was explained to me. I can still ask for a review.")
_FOLLOW: Final = {"identified": _YES, "not_identified": _NO, "not_sought": _NOT_SOUGHT}


def _named(tx: Tx, card: Card | None, order: Order, categories: frozenset[Category]) -> Mapping[str, Fact]:
    must_go(categories, Category.IDENTITY)
    return childhood(tx, card, order, categories)


@paper("identification_decision", needs=(IdentificationDecision.kind,), gather=_named)
def identification_decision(writing: Writing) -> Draft:
    """Who decided what and why, on what it rests, how the person was told, and how to seek review."""
    kept = _deciding(writing)
    found: IdentificationDecision = kept.record
    parts = [
        *person_part(writing),
        *_marks(writing, found),
        _decision(writing, found),
        *text_part(writing, found, "reasons"),
        *text_part(writing, found, "evidence"),
        Part(writing.say(N_("What follows from it")), _follows(writing, found)),
        _notice(writing, found),
        *_reviews(writing, kept),
        contact_part(writing),
    ]
    return Draft(parts, _decision_signers(writing))


def _deciding(writing: Writing) -> Kept:
    """The decision that counts: the last one that is more than a report of an import."""
    found = writing.all(IdentificationDecision)
    return ([one for one in found if not one.record.imported] or list(found))[-1]


def _marks(writing: Writing, found: IdentificationDecision) -> list[Part]:
    said = [_REPORTED] if found.imported else []
    if found.foreign and not found.recognised:
        said.append(_NOT_RECOGNISED)
    return [Part(paragraphs=tuple(writing.say(one) for one in said), notice=True)] if said else []


def _decision(writing: Writing, found: IdentificationDecision) -> Part:
    made = (
        "outcome", "threshold", "authority", "deciding_body", "authority_country", "team", "decided_on",
        "reference", "foreign", "recognised",
    )  # fmt: skip
    names = ("outcome", "not_sought_reason", "decided_on") if found.outcome == "not_sought" else made
    return Part(writing.say(N_("The decision")), rows=writing.lines(found, IdentificationDecision, *names))


def _follows(writing: Writing, found: IdentificationDecision) -> tuple[Words, ...]:
    said = _FOLLOW.get(found.outcome or "")
    return (*((writing.say(said),) if said else ()), writing.say(_ALWAYS))


def _notice(writing: Writing, found: IdentificationDecision) -> Part:
    """When and in which language the person was told; lines to fill in where nobody has told them yet."""
    rows = list(writing.lines(found, IdentificationDecision, "notice_on", "notice_language", "how_to_review"))
    if found.notice_on is None:
        told, spoken = N_("Person told on"), N_("Told in")
        rows = [Line(writing.say(told), None), Line(writing.say(spoken), None), *rows]
    return Part(writing.say(N_("Notice to the person")), (writing.say(_TOLD),), tuple(rows))


def _reviews(writing: Writing, kept: Kept) -> list[Part]:
    names = ("asked_on", "asked_by", "body", "grounds", "answer_due_on", "decided_on", "result", "reasons")
    found = [one.record for one in writing.all(Review) if one.record.decision in (kept.id, None)]
    heading = writing.say(Review.title)
    return [Part(heading, rows=writing.lines(one, Review, *names)) for one in found]


def _decision_signers(writing: Writing) -> list[Signature]:
    return [
        *signed_by_person(writing),
        signed_by(writing, CASEWORKER),
        signed_by(writing, N_("Interpreter, if there was one")),
    ]
