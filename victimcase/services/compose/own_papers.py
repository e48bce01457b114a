"""Papers a person keeps: the note in their hand, and the receipt that says what is kept about them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final

from victimcase.domain import consent as rules
from victimcase.domain import status
from victimcase.domain.consent import State
from victimcase.domain.records.case import Case, Closure
from victimcase.domain.records.consents import Consent
from victimcase.domain.rights import READABLE, Role
from victimcase.domain.words import CATEGORY_TITLES, SEALED, Category
from victimcase.i18n import N_
from victimcase.report.paper import Cell, Line, Part, Signature, Table, Words
from victimcase.services import reading
from victimcase.services.compose import Draft, given_out, paper
from victimcase.services.compose import consent_words as words
from victimcase.services.compose.order import Order
from victimcase.services.compose.pieces import count, desks, listed, office, there
from victimcase.services.compose.writing import Writing
from victimcase.services.profiles import profile_of
from victimcase.services.released import Fact
from victimcase.services.tx import Tx
from victimcase.store.cards import Card

_C = Category

QUIET: Final[Mapping[Category, str]] = {
    _C.IDENTITY: N_("my name"),
    _C.CONTACT: N_("how to reach me"),
    _C.FAMILY: N_("my family"),
    _C.ACCOUNT: N_("what I said"),
    _C.HEALTH: N_("my health"),
    _C.LEGAL: N_("my papers"),
    _C.TRAVEL: N_("my journey"),
    _C.MONEY: N_("money"),
    _C.NOTE: N_("notes"),
    _C.ADMINISTRATIVE: N_("dates"),
}
"""Category -> words that tell a stranger nothing."""


def _for_the_note(
    tx: Tx, card: Card | None, order: Order, categories: frozenset[Category]
) -> dict[str, Fact]:
    assert card is not None  # the note is made of records of a case
    dossier = reading.dossier(tx, card)
    every = dossier.all(Consent)
    standing: list[str] = [
        str(one.id)
        for one in every
        if rules.state(one.record, tx.today) is State.VALID and not rules.is_replaced(one, every, tx.today)
    ]
    return {
        "given": given_out.lines(tx, card, categories - SEALED),
        "standing": standing,
    }


@paper("person_note", needs=("consent",), gather=_for_the_note)
def person_note(writing: Writing) -> Draft:
    """What went to whom and how to stop it, in words that tell a stranger nothing: no name, no story.

    With the answer `names` = `no` it names no organisation either, only the numbers.
    """
    say = writing.say
    how = (
        N_("I can say stop at any time: for all of it or for one of them. I need not say why."),
        N_("I tell anybody at the office, or I call. The number or the day is enough."),
        N_("Then nothing more is sent, and the office asks for the papers back. Help goes on as before."),
    )
    reach = [Line(say(label), value) for label, value in writing.setting.contact[1:] if label != _ADDRESS]
    return Draft(
        [
            Part(
                paragraphs=(say(N_("This note is mine. I can throw it away: the office keeps one for me.")),)
            ),
            _where(writing),
            *_agreed(writing),
            Part(say(N_("How I say stop")), paragraphs=tuple(map(say, how))),
            Part(say(N_("Whom I call")), rows=tuple(reach)),
        ],
        title=say(N_("My note")),
        reference=False,
        quiet=True,
    )


_ADDRESS: Final = "Address"
"""An address leads to the house; a number can be called from anywhere."""


def _where(writing: Writing) -> Part:
    """Who has papers, since when, about what."""
    say, open_ = writing.say, _names(writing)
    rows: list[tuple[Words | Cell, ...]] = []
    for one in listed(writing.facts["given"]):
        told = one["categories"] if isinstance(one["categories"], list) else []
        what = writing.join(
            [say(QUIET[Category(str(code))]) for code in told if Category(str(code)) in QUIET]
        )
        whom = (Cell(str(one["to"]), "disclosure.recipient"),) if open_ else ()
        rows.append((writing.iso(str(one["day"])), *whom, what, str(one["number"])))
    heads = (N_("Day"), *((N_("Who"),) if open_ else ()), N_("What about"), N_("Number"))
    heading = say(N_("Who has papers"))
    if not rows:
        return Part(heading, paragraphs=(say(N_("Nobody. No paper has gone to anybody else.")),))
    shares = (1.2, 1.3, 1.7, 1.5) if open_ else (1.2, 1.7, 1.5)
    return Part(heading, table=Table(tuple(map(say, heads)), tuple(rows), shares=shares))


def _agreed(writing: Writing) -> tuple[Part, ...]:
    """To whom a yes stands, and until when the last of them does; what each is for stays unsaid."""
    say = writing.say
    standing = writing.facts["standing"] if isinstance(writing.facts["standing"], list) else []
    last: dict[Words, date] = {}
    for kept in writing.all(Consent):
        whom = writing.value(kept.record, "recipient") or writing.value(kept.record, "recipient_text")
        if kept.id in standing and whom:
            last[whom] = max(last.get(whom, date.min), kept.record.expires_on or date.max)
    rows = [
        (
            Cell(whom, "consent.recipient"),
            say(N_("until I say stop")) if day == date.max else writing.day(day),
        )
        for whom, day in last.items()
    ]
    if not rows or not _names(writing):
        return ()
    heads = (say(N_("Who")), say(N_("Until")))
    return (Part(say(N_("Who may be told something")), table=Table(heads, tuple(rows))),)


def _names(writing: Writing) -> bool:
    return writing.order.more.get("names", "").strip().casefold() != "no"


def _what_is_kept(
    tx: Tx, card: Card | None, order: Order, categories: frozenset[Category]
) -> dict[str, Fact]:
    """Which categories are held, who sees the case, what was given out, how long it is kept."""
    assert card is not None  # the receipt is made of records of a case
    found = {type(one.record).category for _, one in reading.records(tx, card)}
    dossier = reading.dossier(tx, card)
    case, closure = dossier.latest(Case), dossier.latest(Closure)
    until = (closure.record.retention_until if closure else None) or (
        case.record.retention_until if case else None
    )
    years = profile_of(tx, dossier).retention_years(
        child=status.is_child(dossier), indicated=status.screening_outcome(dossier) != "not_indicated"
    )
    return {
        "held": [str(one) for one in Category if one in found & categories],
        "restricted": card.restricted,
        "notified": bool(card.notified) if Category.TRAVEL in categories else None,
        "given": given_out.lines(tx, card, categories),
        "until": until.isoformat() if until else "",
        "years": years,
        **desks(tx),
    }


RIGHTS_OF_THE_PERSON: Final = (
    N_("See it: ask for your whole file. Somebody reads it to you if you wish. It costs nothing."),
    N_("Correct it: tell us what is wrong or missing. We write it down as you say it."),
    N_("Say stop: take back any yes, at any time. You lose no help by it."),
    N_("Know who has it: ask who was given something from it, and who opened its locked parts."),
    N_("Have it erased: when it is no longer needed, or a law says so. We tell you what stays, and why."),
    N_("Complain: here, or with the authority for data protection of the country. Nobody may punish you."),
)


@paper("data_protection_receipt", needs=("person",), gather=_what_is_kept, by_missions=False)
def data_protection_receipt(writing: Writing) -> Draft:
    """What is kept about a person, who sees it, who has what, how long, and how to use their rights."""
    say, facts = writing.say, writing.facts
    held = [Category(str(code)) for code in facts["held"]] if isinstance(facts["held"], list) else []
    kept = tuple(
        (say(CATEGORY_TITLES[one]), say(words.MEANS[one]), _eyes(writing, one))
        for one in held
        if one in words.MEANS
    )
    heads = tuple(map(say, (N_("Kind"), N_("What that is"), N_("Who can read it here"))))
    table = given_out.table(writing)
    nobody = (say(N_("Nothing about you has been given to anybody else.")),) if table is None else ()
    received = (
        Signature(say(N_("The person")), thumbprint=True),
        Signature(say(N_("For the office"))),
    )
    return Draft(
        [
            Part(paragraphs=(say(_WHY),)),
            Part(say(N_("What we keep about you")), table=Table(heads, kept, shares=(1, 2, 1.6))),
            Part(say(N_("Who can see it")), paragraphs=tuple(_who(writing))),
            Part(say(N_("Who has been given something")), paragraphs=nobody, table=table),
            Part(say(N_("How long we keep it")), paragraphs=(_how_long(writing),)),
            Part(
                say(N_("Your rights, and how to use them")), paragraphs=tuple(map(say, RIGHTS_OF_THE_PERSON))
            ),
            Part(say(N_("Whom to ask")), rows=there(*office(writing))),
        ],
        received,
    )


_WHY: Final = N_(
    "We write down what we need to help you and to keep you safe. It is kept locked with a key on the "
    "computers of this office. This paper tells you what is kept and what you can ask for."
)


def _eyes(writing: Writing, category: Category) -> Words:
    """Who in the office reads a category."""
    roles = {Role.CASEWORKER: N_("caseworkers of your case"), Role.SUPERVISOR: N_("supervisor")}
    return writing.join([writing.say(name) for role, name in roles.items() if category in READABLE[role]])


def _who(writing: Writing) -> list[Words]:
    say, facts = writing.say, writing.facts
    told = [
        say(N_("Only those who work on your case can open it. Each change is kept with a name and a day.")),
        say(N_("Whoever looks after the computers and the list of users sees no file.")),
    ]
    if facts["restricted"]:
        told.append(say(N_("Your file is closed to everybody but a few people who are named in it.")))
    if facts["notified"]:
        eyes = READABLE[Role.CONSULAR_OFFICER]
        titles = [say(CATEGORY_TITLES[one]) for one in Category if one in eyes]
        mission = N_("The mission of your country was told of your case. Its officer here can read: {what}.")
        told.append(say(mission, what=writing.join(titles)))
    elif facts["notified"] is not None:
        told.append(say(N_("No mission of your country can read your file here.")))
    return told


def _how_long(writing: Writing) -> Words:
    until = str(writing.facts["until"])
    if until:
        return writing.say(N_("Your file is kept until {day}. Then it is erased."), day=writing.iso(until))
    years = writing.facts["years"]
    assert isinstance(years, int)
    text = N_("Your file is kept for {years} years after our help has ended. Then it is erased.")
    return writing.say(text, years=count(writing, years))
