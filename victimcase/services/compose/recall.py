"""The recall letter: it calls back what rests on a consent that was withdrawn, and tells nothing of whose."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from victimcase.domain.errors import Invalid
from victimcase.domain.outputs import OUTPUTS
from victimcase.domain.words import CATEGORY_TITLES, SEALED, Category
from victimcase.i18n import N_
from victimcase.report.paper import Cell, Line, Part, Signature, Table, Tick, Words
from victimcase.services import consents
from victimcase.services.compose import Draft, paper
from victimcase.services.compose.order import Order
from victimcase.services.compose.pieces import listed, office
from victimcase.services.compose.writing import BLANK, Writing
from victimcase.services.recalls import Held
from victimcase.services.recipients import recipient_called
from victimcase.services.released import Fact
from victimcase.services.tx import Tx
from victimcase.store.cards import Card

CONFIRM_WITHIN: Final = timedelta(days=14)
"""Until when the recipient is asked to confirm, unless another day is named."""


def _held(tx: Tx, card: Card | None, order: Order, categories: frozenset[Category]) -> dict[str, Fact]:
    """What one recipient was given on a consent (`more["consent"]`) that was withdrawn since.

    `more["by"]` is the day to confirm by, ISO 8601. Raises Invalid where there is nothing to call back.
    """
    consent = order.more.get("consent", "").strip() or order.about
    if card is None or not consent:
        raise Invalid(
            N_("It is not said which consent was withdrawn, so no letter was made."),
            N_("Name the case and the consent (command line: --set consent=ID, see consent list)."),
        )
    whom = recipient_called(tx, order.recipient)
    found = consents.holders(tx, card.number, consent)
    if not found.on:
        raise Invalid(
            N_("This consent stands: nobody has to give anything back. No letter was made."),
            N_("Write down that the person withdrew it first, then make the letter again."),
        )
    given = [
        one
        for holder in found.holders
        if (holder.whom == whom.id if holder.whom else holder.recipient == whom.name)
        for one in holder.disclosures
    ]
    if not given:
        raise Invalid(
            N_("Nothing was given to “{recipient}” on this consent, so there is nothing to call back."),
            N_("Those who hold something are: {holders}."),
            recipient=whom.name,
            holders=", ".join(holder.recipient for holder in found.holders) or "–",
        )
    by = _by(order.more.get("by", "").strip(), tx.today)
    facts: list[Fact] = [_fact(one) for one in given]
    return {"consent": found.consent, "withdrawn_on": found.on, "by": by, "given": facts}


def _fact(one: Held) -> dict[str, Fact]:
    told = [str(each) for each in Category if each not in SEALED and each in one.categories]
    return {"number": one.number, "day": one.day, "paper": one.paper, "categories": list(told)}


def _by(text: str, today: date) -> str:
    if not text:
        return (today + CONFIRM_WITHIN).isoformat()
    try:
        day = date.fromisoformat(text)
    except ValueError:
        day = today
    if day <= today:
        raise Invalid(
            N_("“{text}” is not a day to come, so no letter was made."),
            N_("Write the day as 2026-12-31, or leave it out for two weeks from today."),
            text=text,
        )
    return day.isoformat()


_ASKED: Final = (
    N_("Stop using what they tell, and pass nothing of it on."),
    N_("Destroy them, or send them back, with every copy on paper and in computers."),
    N_("Ask everybody you have passed them to for the same, and tell us who that was."),
    N_("Where a law makes you keep something, lock it away, use it for nothing else, and name us the law."),
)
_DONE: Final = (
    N_("We have stopped using the papers above."),
    N_("We have destroyed them, with all copies."),
    N_("We send them back with this letter."),
    N_("We had passed them on to others, and have asked them for the same."),
    N_("We have to keep a part by law; it is locked away."),
)


@paper("recall_letter", gather=_held)
def recall_letter(writing: Writing) -> Draft:
    """What is called back by number, day and kind; whose it is stands nowhere on it."""
    say, facts = writing.say, writing.facts
    by = writing.iso(str(facts["by"]))
    opening = N_(
        "On {day} a consent was withdrawn on which we gave you the papers below. It no longer allows you to "
        "hold or use them. The papers are named by their numbers only; you find the number at the foot of "
        "each page."
    )
    why = N_(
        "The person need not give a reason, and none is given here. Please do not get in touch with the "
        "person or the family about this letter. Ask us."
    )
    confirm = N_("Please confirm in writing by {day}. The sheet at the end of this letter is enough.")
    address = writing.released.recipient.address
    return Draft(
        [
            *((Part(paragraphs=(Cell("\n".join(address)),)),) if address else ()),
            Part(paragraphs=(say(opening, day=writing.iso(str(facts["withdrawn_on"]))), say(why))),
            Part(say(N_("Papers we call back")), table=_table(writing)),
            Part(
                say(N_("What we ask you to do")),
                paragraphs=(*map(say, _ASKED), say(confirm, day=by)),
                signatures=(Signature(say(N_("For the sending office"))),),
            ),
            Part(
                say(N_("Confirmation")),
                paragraphs=(
                    say(N_("To be filled in by {recipient} and sent back."), recipient=_to(writing)),
                ),
                rows=(
                    *office(writing),
                    Line(say(N_("Letter")), writing.released.number),
                    Line(say(N_("Passed on to")), BLANK),
                ),
                ticks=tuple(Tick(say(one)) for one in _DONE),
                signatures=(Signature(say(N_("For the receiving organisation"))),),
                new_page=True,
            ),
        ],
        reference=False,
    )


def _to(writing: Writing) -> str:
    return writing.released.recipient.name


def _table(writing: Writing) -> Table:
    say = writing.say
    rows: list[tuple[Words, ...]] = []
    for one in listed(writing.facts["given"]):
        told = one["categories"] if isinstance(one["categories"], list) else []
        titles = writing.join([say(CATEGORY_TITLES[Category(str(code))]) for code in told])
        known = OUTPUTS.get(str(one["paper"]))
        kind = say(known.title) if known else ""
        rows.append((str(one["number"]), writing.iso(str(one["day"])), kind, titles))
    heads = (N_("Number"), N_("Given on"), N_("Paper"), N_("What it told"))
    return Table(tuple(map(say, heads)), tuple(rows), shares=(1.6, 1.3, 1.4, 1.8))
