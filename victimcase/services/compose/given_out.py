"""What the ledger says of a case, as far as the person may be told: facts for papers that are theirs."""

from __future__ import annotations

from typing import Final

from victimcase.domain.outputs import INTERNAL, OUTPUTS
from victimcase.domain.purposes import ACCESS, OWN_COPY, PURPOSES, RECALL
from victimcase.domain.words import CATEGORY_TITLES, Category
from victimcase.i18n import N_
from victimcase.report.paper import Cell, Table, Words
from victimcase.services import disclosures
from victimcase.services.compose.pieces import listed
from victimcase.services.compose.writing import Writing
from victimcase.services.released import Fact
from victimcase.services.tx import Tx
from victimcase.store.cards import Card

_NOT_TO_OTHERS: Final = frozenset({INTERNAL, OWN_COPY, ACCESS, RECALL})


def lines(tx: Tx, card: Card, categories: frozenset[Category]) -> list[Fact]:
    """Each time something of a case was given to others: number, day (ISO 8601), to whom, paper, purpose and
    the codes of those categories that may be named.
    """
    return [
        {
            "number": one.number,
            "day": (one.issued_at or one.prepared_at)[:10],
            "to": one.recipient,
            "paper": one.output,
            "purpose": one.purpose,
            "categories": [str(each) for each in Category if each in categories and each in one.categories],
        }
        for one in disclosures.listed(tx, card.number)
        if one.state == disclosures.ISSUED and one.purpose not in _NOT_TO_OTHERS
    ]


def table(writing: Writing) -> Table | None:
    """The lines (fact `given`) with day, recipient, what it was and what it told; none where nothing went."""
    say = writing.say
    rows: list[tuple[Words | Cell, ...]] = []
    for one in listed(writing.facts["given"]):
        paper, purpose = OUTPUTS.get(str(one["paper"])), PURPOSES.get(str(one["purpose"]))
        what = [say(each.title) for each in (paper, purpose) if each is not None]
        told = one["categories"] if isinstance(one["categories"], list) else []
        titles = [say(CATEGORY_TITLES[Category(str(code))]) for code in told]
        to_whom = Cell(str(one["to"]), "disclosure.recipient")
        number = str(one["number"])
        rows.append((writing.iso(str(one["day"])), to_whom, writing.join(what), writing.join(titles), number))
    heads = (N_("Day"), N_("To whom"), N_("What and why"), N_("What it told"), N_("Number"))
    shares = (1.0, 1.1, 1.1, 1.5, 1.7)
    return Table(tuple(map(say, heads)), tuple(rows), shares=shares) if rows else None
