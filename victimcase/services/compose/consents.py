"""The consent form: filled from one consent, or blank for the field."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from victimcase.domain.errors import Invalid
from victimcase.domain.records.consents import Consent
from victimcase.domain.records.person import Guardian, Person
from victimcase.domain.spec import specs
from victimcase.domain.words import CATEGORY_TITLES, SEALED, Category
from victimcase.i18n import N_, tr
from victimcase.report.paper import Line, Part, Signature, Tick, Words
from victimcase.services import reading
from victimcase.services.compose import Draft, paper
from victimcase.services.compose import consent_words as words
from victimcase.services.compose.order import Order
from victimcase.services.compose.pieces import desks, office, there
from victimcase.services.compose.writing import BLANK, Writing
from victimcase.services.released import Fact
from victimcase.services.tx import Tx
from victimcase.store.cards import Card


@dataclass(frozen=True)
class _Form:
    """What a form says: its purpose (a code, or empty), who would be told, which categories are ticked."""

    purpose: str
    recipient: Words | None
    asked: tuple[Category, ...]
    ticked: frozenset[Category]
    agreed: bool | None


def _the_consent(tx: Tx, card: Card | None, order: Order, categories: frozenset[Category]) -> dict[str, Fact]:
    """Whether the person set limits and is a child, and the desks of the office; raises Invalid where it is
    not said which of several consents the form is about.
    """
    assert card is not None  # the form is made of records of a case
    ids = [one.id for kind, one in reading.records(tx, card) if kind == Consent.kind]
    if order.about:
        reading.row_of(tx, Consent, card, order.about)
    elif len(ids) > 1:
        raise Invalid(
            N_("It is not said which consent this form is about; the person gave several. Nothing was made."),
            N_("Choose one of them (command line: consent list names them, --about takes the one)."),
        )
    row = reading.row_of(tx, Consent, card, order.about or ids[0])
    return {"limited": bool(row.values["limits"]), **desks(tx)}


@paper("consent_form", needs=("consent",), gather=_the_consent)
def consent_form(writing: Writing) -> Draft:
    """What the person was asked, what they said, and how to take it back, for them to read and sign."""
    consent = writing.all(Consent)[-1].record
    named = frozenset(Category(code) for code in consent.categories)
    asked = words.on_the_form(consent.purpose or "", named)
    form = _Form(
        consent.purpose or "",
        _recipient(writing, consent),
        tuple(one for one in asked if one not in SEALED or writing.goes(one)),
        named if consent.given else frozenset(),
        consent.given,
    )
    person = writing.part(N_("You"), Person, "given_names", "family_name", "own_script_name", "birth")
    return Draft(
        [
            *person,
            *_body(writing, form, _how_long(writing, consent), _answered(writing, consent)),
            _explained(writing, consent),
            _decision(writing, form, _signers(writing, consent)),
        ]
    )


def _recipient(writing: Writing, consent: Consent) -> Words:
    text = writing.value(consent, "recipient") or writing.value(consent, "recipient_text")
    return text or writing.say(N_("our own office"))


def _body(
    writing: Writing, form: _Form, limits: tuple[Line, ...], risks: tuple[Line, ...]
) -> tuple[Part, ...]:
    """What is asked, what would be told, what can be relied on, what can go wrong, how long, how to stop."""
    say = writing.say
    notes = [(CATEGORY_TITLES[one], words.MEANS[one], one in form.ticked) for one in form.asked]
    return (
        _asking(writing, form),
        Part(
            say(N_("What may be told")),
            paragraphs=(say(N_("You decide about each line. Only what is ticked may be told.")),),
            ticks=tuple(Tick(say(title), ticked, note=say(note)) for title, note, ticked in notes),
        ),
        Part(say(N_("What you can rely on")), paragraphs=tuple(map(say, words.PROMISES)), notice=True),
        Part(say(N_("What can go wrong")), paragraphs=tuple(map(say, words.RISKS)), rows=risks),
        Part(say(N_("How long, and what you do not want")), rows=limits),
        Part(
            say(N_("How to change your mind")),
            paragraphs=tuple(map(say, words.STOPPING)),
            rows=office(writing),
        ),
    )


def _asking(writing: Writing, form: _Form) -> Part:
    say, purposes = writing.say, words.WHAT_FOR
    whom = form.recipient if form.recipient is not None else say(N_("the office named below"))
    if not form.purpose:
        reference = writing.setting.reference
        ticks = tuple(Tick(say(reference.label("purpose", code))) for code in purposes)
        rows = (Line(say(N_("Who would be told")), form.recipient),)
        return Part(say(N_("What we ask you")), rows=rows, ticks=ticks)
    return Part(
        say(N_("What we ask you")),
        paragraphs=(say(purposes[form.purpose], recipient=whom),) if form.purpose in purposes else (),
        rows=(
            Line(say(N_("Purpose")), writing.code("purpose", form.purpose), field="consent.purpose"),
            Line(say(N_("Who would be told")), form.recipient, field="consent.recipient"),
        ),
    )


def _how_long(writing: Writing, consent: Consent) -> tuple[Line, ...]:
    """From when to when, and the limits; whether they may be printed depends on who has read them."""
    limits: Line | None = writing.line(consent, Consent, "limits")
    if limits is not None and not limits.value and writing.facts["limited"]:
        told = N_("You have set limits. They stand in your file; ask us to read them to you.")
        limits = Line(limits.label, writing.say(told), field=limits.field)
    none = Line(writing.say(specs(Consent)["limits"].label), writing.say(N_("None were named.")))
    ends = writing.line(consent, Consent, "expires_on")
    if ends is not None and not ends.value and consent.given:
        ends = Line(ends.label, writing.say(N_("No day was named. You can end it at any time.")))
    return there(
        writing.line(consent, Consent, "given_on"),
        ends,
        limits if limits is not None and limits.value else none,
        *writing.lines(consent, Consent, "withdrawn_on", "withdrawn_how"),
    )


def _answered(writing: Writing, consent: Consent) -> tuple[Line, ...]:
    return there(writing.line(consent, Consent, "risks_explained"))


def _explained(writing: Writing, consent: Consent) -> Part:
    """How and by whom it was explained and taken."""
    names = ("language", "interpreter", "given_by", "how", "witness", "taken_by")
    lines = writing.lines(consent, Consent, *names)
    guardian = _guardian(writing, consent)
    if guardian is not None:
        lines += there(
            writing.line(guardian, Guardian, "name", N_("The guardian")),
            writing.line(guardian, Guardian, "relation"),
        )
    if consent.given_by == "guardian":
        lines += there(writing.line(consent, Consent, "child_assent"))
    return Part(writing.say(N_("How it was explained and said")), rows=lines)


def _guardian(writing: Writing, consent: Consent) -> Guardian | None:
    """The guardian the consent names, as far as they may be named."""
    found = [one.record for one in writing.all(Guardian) if one.id == consent.guardian]
    return found[0] if found else None


def _signers(writing: Writing, consent: Consent) -> tuple[Signature, ...]:
    say = writing.say
    person = writing.latest(Person)
    name = " ".join(filter(None, (person.given_names, person.family_name))) if person else ""
    signers = [Signature(say(N_("The person")), name, thumbprint=True)]
    if consent.given_by in ("guardian", "child_assent"):
        guardian = _guardian(writing, consent)
        signers = [
            Signature(say(N_("The child")), name, thumbprint=True),
            Signature(say(N_("The guardian")), (guardian.name or "") if guardian else "", thumbprint=True),
        ]
    if consent.interpreter:
        signers.append(Signature(say(N_("The interpreter")), consent.interpreter))
    if consent.witness or consent.how in ("thumbprint", "spoken_witnessed"):
        signers.append(Signature(say(N_("The witness")), consent.witness or ""))
    by = writing.value(consent, "taken_by")
    return (*signers, Signature(say(N_("Who explained it")), by if isinstance(by, str) else by[0]))


def _decision(writing: Writing, form: _Form, signers: tuple[Signature, ...]) -> Part:
    say = writing.say
    return Part(
        say(N_("Your decision")),
        paragraphs=(say(words.DECLARATION),),
        ticks=(
            Tick(
                say(N_("I agree that what is ticked above is told, for this purpose.")), form.agreed is True
            ),
            Tick(say(N_("I do not agree.")), form.agreed is False),
        ),
        signatures=signers,
    )


def _wanted(tx: Tx, card: Card | None, order: Order, categories: frozenset[Category]) -> Mapping[str, Fact]:
    """Purpose and recipient a blank form is for, where they are known. Raises Invalid for a purpose there is
    not.
    """
    purpose = order.more.get("purpose", "").strip()
    if purpose and purpose not in words.WHAT_FOR:
        raise Invalid(
            N_("There is no purpose “{purpose}”, so no form was made."),
            N_("Purposes are: {purposes}."),
            purpose=purpose,
            purposes=", ".join(f"{code} ({tr(label)})" for code, label in _purposes(tx)),
        )
    return {"purpose": purpose, "recipient": order.more.get("recipient", "").strip(), **desks(tx)}


def _purposes(tx: Tx) -> list[tuple[str, str]]:
    return [(code, tx.reference.label("purpose", code)) for code in words.WHAT_FOR]


@paper("consent_form_blank", gather=_wanted)
def consent_form_blank(writing: Writing) -> Draft:
    """A form to fill in by hand: every box empty, every line to write on."""
    purpose = str(writing.facts["purpose"])
    asked = tuple(one for one in words.on_the_form(purpose, frozenset()) if one not in SEALED)
    form = _Form(purpose, str(writing.facts["recipient"]) or BLANK, asked, frozenset(), None)
    say = writing.say
    blank = {
        name: Line(say(specs(Consent)[name].label), BLANK)
        for name in ("given_on", "expires_on", "limits", "risks_explained", "language", "interpreter")
    }
    limits = (blank["given_on"], blank["expires_on"], blank["limits"], Line("", BLANK))
    signers = (
        Signature(say(N_("The person")), thumbprint=True),
        Signature(say(N_("The guardian, for a child")), thumbprint=True),
        Signature(say(N_("The interpreter or witness"))),
        Signature(say(N_("Who explained it"))),
    )
    who = (Line(say(N_("Name")), BLANK), Line(say(N_("Number of the case")), BLANK))
    return Draft(
        [
            Part(say(N_("You")), rows=who),
            *_body(writing, form, limits, (blank["risks_explained"],)),
            Part(say(N_("For a child")), paragraphs=(say(words.ASSENT),)),
            Part(
                say(N_("How it was explained and said")),
                rows=(blank["language"], blank["interpreter"]),
            ),
            _decision(writing, form, signers),
        ],
        reference=False,
    )
