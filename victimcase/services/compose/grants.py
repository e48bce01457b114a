"""The grant agreement: what was promised and paid, counted up, with a receipt for each part."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Final

from victimcase.domain.records.reintegration import Grant, Instalment
from victimcase.domain.spec import Amount
from victimcase.domain.words import Category
from victimcase.i18n import N_
from victimcase.report.paper import Line, Part, Signature, Words
from victimcase.services.compose import Draft, paper
from victimcase.services.compose.common import (
    childhood,
    contact_part,
    full_name,
    person_part,
    signed_by_person,
)
from victimcase.services.compose.pieces import count
from victimcase.services.compose.writing import BLANK, Kept, Writing

RULES: Final = (
    N_("The money or the things are yours. It is no loan, and nobody can ask you to pay it back."),
    N_("It is for what stands above. If your plans change, tell us first; we look for a way together."),
    N_("Please keep each receipt and show it to us. If you lose one, tell us; nobody will be angry."),
    N_("The next part follows when the one before is accounted for, on the day that stands in the table."),
    N_("Nobody may ask a share, a gift or a favour for it: no worker, no relative, no official. Tell us."),
    N_("Your other help does not depend on how the money is used. You can say no to the grant at any time."),
)
"""What is agreed about a grant, in plain words."""

_GAVE: Final = N_("I have received what stands below. Nobody has asked me for a part of it.")


@paper("grant_agreement", needs=("grant",), gather=childhood)
def grant_agreement(writing: Writing) -> Draft:
    """Each grant with its parts and its balance, the rules, signatures, and a sheet of receipts."""
    grants = writing.all(Grant)
    return Draft(
        [
            *person_part(writing),
            *(
                part
                for at, kept in enumerate(grants, 1)
                for part in _agreement(writing, kept, at, len(grants))
            ),
            Part(writing.say(N_("What we agree")), paragraphs=tuple(map(writing.say, RULES))),
            Part(
                writing.say(N_("Signatures")),
                signatures=(*signed_by_person(writing), Signature(writing.say(N_("For the office")))),
            ),
            contact_part(writing),
            *(part for kept in grants for part in _receipts(writing, kept)),
        ]
    )


def _agreement(writing: Writing, kept: Kept, at: int, of: int) -> list[Part]:
    """What one grant is for, its parts as a table, and what is paid and left."""
    say, grant = writing.say, kept.record
    names = ("type", "purpose", "budget", "donor", "agreed_on", "conditions", "ended_on")
    heading = say(Grant.title)
    if of > 1:
        heading = say(N_("{heading} {number}"), heading=heading, number=count(writing, at))
    rows = writing.rows(Instalment, kept.id)
    columns = ("due_on", "amount", "paid_on", "receipt_number", "bought")
    table = writing.table(rows, Instalment, *columns, shares=(1.1, 1.1, 1.1, 1.2, 2))
    parts = [Part(heading, rows=writing.lines(grant, Grant, *names))]
    if table is not None:
        parts.append(Part(say(N_("Paid in parts")), table=table))
    if writing.goes(Category.MONEY):
        records = [one.record for one in rows]
        parts.append(Part(say(N_("Balance")), rows=balance(writing, grant, records)))
    return parts


def balance(writing: Writing, grant: Grant, parts: Iterable[Instalment]) -> tuple[Line, ...]:
    """Budget, parts, paid, still to pay, each currency by itself; and whether it adds up."""
    say, rows = writing.say, list(parts)
    planned = totals(one.amount for one in rows)
    paid = totals(one.amount for one in rows if one.paid_on is not None)
    receipts = sum(1 for one in rows if one.paid_on is not None and (one.receipt_number or one.receipt))
    count_paid = sum(1 for one in rows if one.paid_on is not None)
    budget = totals([grant.budget])
    open_ = {unit: budget.get(unit, Decimal(0)) - paid.get(unit, Decimal(0)) for unit in {**budget, **paid}}
    sums = ((N_("Budget"), budget), (N_("All parts together"), planned), (N_("Paid so far"), paid))
    shown = [Line(say(label), spelt(writing, found)) for label, found in (*sums, (N_("Still to pay"), open_))]
    told = N_("{receipts} of {paid} parts paid")
    with_receipt = say(told, receipts=count(writing, receipts), paid=count(writing, count_paid))
    adds = N_("Yes") if planned == budget else N_("No: look at the parts again, or at the budget")
    return (
        *shown,
        Line(say(N_("With a receipt")), with_receipt),
        Line(say(N_("Do the parts make the budget?")), say(adds)),
    )


def totals(amounts: Iterable[Amount | None]) -> dict[str, Decimal]:
    """What amounts make together: currency (ISO 4217) -> sum, exact, in the order they are met."""
    found: dict[str, Decimal] = {}
    for one in amounts:
        if one is not None:
            found[one.currency] = found.get(one.currency, Decimal(0)) + one.number
    return found


def spelt(writing: Writing, sums: dict[str, Decimal]) -> Words:
    """Sums as they stand on paper; nothing at all is said so."""
    if not sums:
        return writing.say(N_("nothing yet"))
    return "\n".join(str(Amount(number, unit)) for unit, number in sums.items())


def _receipts(writing: Writing, kept: Kept) -> list[Part]:
    """A sheet with one receipt for each part that was paid or is to be paid."""
    parts: list[Part] = []
    rows = writing.rows(Instalment, kept.id) if writing.goes(Category.MONEY) else ()
    for at, one in enumerate(rows, 1):
        heading = writing.say(N_("Receipt {number}"), number=count(writing, at))
        lines = tuple(
            _to_fill(writing, one.record, name) for name in ("amount", "paid_on", "receipt_number", "bought")
        )
        parts.append(
            Part(
                heading,
                paragraphs=(writing.say(_GAVE),),
                rows=tuple(line for line in lines if line is not None),
                signatures=(
                    Signature(writing.say(N_("The person")), full_name(writing), thumbprint=True),
                    Signature(writing.say(N_("Paid out by"))),
                ),
                new_page=True,
            )
        )
    return parts


def _to_fill(writing: Writing, record: Instalment, name: str) -> Line | None:
    """A field, or a line to write it on."""
    line = writing.line(record, Instalment, name)
    if line is None or line.value or line.withheld:
        return line
    return Line(line.label, BLANK, field=line.field)
