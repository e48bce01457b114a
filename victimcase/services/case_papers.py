"""Before a paper is given out: to whom it can go, what would go and what not, and how it would look."""

from __future__ import annotations

from dataclasses import dataclass, replace

from victimcase.domain import outputs
from victimcase.domain.outputs import INTERNAL
from victimcase.domain.rights import Right
from victimcase.domain.words import CATEGORY_TITLES, Category
from victimcase.i18n import N_, tr
from victimcase.report.paper import render
from victimcase.services import door, papers
from victimcase.services.door import Withheld
from victimcase.services.papers import Order
from victimcase.services.tx import Tx
from victimcase.services.use_case import query
from victimcase.store import rows

NOT_OUT = N_("not given out yet")


@dataclass(frozen=True)
class Addressee:
    """An organisation of the directory a paper can go to."""

    id: str
    name: str
    country: str
    city: str


@query(N_("See to whom a paper can go"), needs=Right.SEE_DIRECTORY)
def addressees(tx: Tx) -> list[Addressee]:
    """The organisations of the directory by name."""
    found = [
        Addressee(
            row.id,
            str(row.values["name"] or ""),
            tx.reference.country(str(row.values["country"])) if row.values["country"] else "",
            str(row.values["city"] or ""),
        )
        for row in rows.of_scope(tx.conn, "organisation", tx.me.office)
    ]
    return sorted((one for one in found if one.name), key=lambda one: one.name.casefold())


def purposes(output: str) -> list[tuple[str, str]]:
    """Code and words of the purposes a paper can serve."""
    found = [outputs.PURPOSES[code] for code in outputs.OUTPUTS[output]]
    order = list(outputs.PURPOSES)
    return [(one.code, tr(one.title)) for one in sorted(found, key=lambda one: order.index(one.code))]


@dataclass(frozen=True)
class Foreseen:
    """What would go to whom: categories in words, what is held back and why, and the paper as it would look.

    `paper` is a PDF in memory, marked as not given out; empty where nothing would go.
    """

    recipient: str
    categories: tuple[tuple[Category, str], ...]
    withheld: tuple[Withheld, ...]
    records: int
    paper: bytes = b""


@query(N_("Read a paper through before it goes"), needs=Right.RELEASE)
def foreseen(tx: Tx, output: str, order: Order, *, paper: bool = False) -> Foreseen:
    """What the door would let through now, and with `paper` how it would look. Nothing is given out.

    Raises what the door raises, and MissingGlyphs.
    """
    recipient = order.recipient if order.purpose != INTERNAL else door.OWN
    released = door.release(
        tx,
        [tx.case(order.case)],
        output=output,
        recipient=door.recipient_called(tx, recipient),
        purpose=order.purpose,
        asked=order.asked,
    )
    count = sum(len(content.pieces) for content in released.contents)
    data = b""
    if paper and count:
        marked = replace(released, number=tr(NOT_OUT))
        data = render(papers.composed(output, marked, papers.setting_of(tx), order.languages))
    return Foreseen(
        recipient=released.recipient.name,
        categories=tuple((one, tr(CATEGORY_TITLES[one])) for one in Category if one in released.categories),
        withheld=released.withheld,
        records=count,
        paper=data,
    )
