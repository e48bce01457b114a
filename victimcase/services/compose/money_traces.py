"""The financial annex: payments, accounts and sums, and not a word about whose case it was."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Final

from victimcase.domain.records.suspects import Payment
from victimcase.domain.spec import specs
from victimcase.domain.words import Category
from victimcase.i18n import N_
from victimcase.report.paper import Cell, Line, Part, Signature, Table, Words
from victimcase.services.compose import Draft, paper
from victimcase.services.compose.common import contact_part
from victimcase.services.compose.grants import spelt, totals
from victimcase.services.compose.nameless import cell, naming_fields, shown
from victimcase.services.compose.order import Order
from victimcase.services.compose.pieces import count
from victimcase.services.compose.writing import Kept, Writing
from victimcase.services.released import Fact
from victimcase.services.tx import Tx
from victimcase.store.cards import Card

NO_FLOW: Final = frozenset({"debt", "interest", "withheld_wage", "deduction", "fine_by_employer"})
"""Kinds in which no money moved from hand to hand: listed apart, and never summed with payments."""
_COLUMNS: Final = ("paid_on", "amount", "method", "bank", "account", "wallet", "reference", "paid_to")
_SHARES: Final = (0.4, 1.2, 1.3, 1.1, 1.1, 1.5, 1.6, 1.4, 1.4)

_WHAT: Final = N_(
    "These payments are known to this office from what it was told and from papers it has seen. They are "
    "given for tracing, freezing and confiscating the proceeds of trafficking in persons, and for nothing "
    "else. Whoever told of them is not named here, and has to be kept out of danger."
)
# Palermo Protocol art. 6(1); UNTOC arts. 7, 12 to 14 and 27; ASEAN ACTIP arts. 17, 21, 22.
_LAW: Final = N_(
    "Sources: UN Convention against Transnational Organized Crime arts. 7, 12 to 14 and 27; its Trafficking "
    "Protocol art. 6(1) on the privacy of victims; ASEAN Convention Against Trafficking in Persons art. 17."
)
_ASKED: Final = (
    N_("Please ask banks and services to keep their records before they are erased."),
    N_(
        "Please do not look for the person who paid, and do not ask at their home or family. Ask this office."
    ),
    N_("Please tell us the result, so that confiscated money can serve those who were harmed."),
)


def _covered(tx: Tx, card: Card | None, order: Order, categories: frozenset[Category]) -> dict[str, Fact]:
    assert card is not None  # the annex is made of the payments of a case
    return {"covered": naming_fields(tx, card, categories, Payment.kind)}


@paper("financial_annex", needs=("payment",), gather=_covered)
def financial_annex(writing: Writing) -> Draft:
    """Payments in order, sums for each currency and each account; no name and no number of the case."""
    say = writing.say
    payments = [one for one in writing.all(Payment) if one.record.type not in NO_FLOW]
    others = [one for one in writing.all(Payment) if one.record.type in NO_FLOW]
    return Draft(
        [
            Part(paragraphs=(say(_WHAT), say(_LAW))),
            *_listed(writing, N_("Payments"), payments),
            *_sums(writing, payments),
            *_listed(writing, N_("Debts, wages kept back and deductions"), others),
            Part(say(N_("What we ask")), paragraphs=tuple(map(say, _ASKED))),
            contact_part(writing),
        ],
        (Signature(say(N_("For the sending office"))),),
        reference=False,
    )


def _listed(writing: Writing, heading: str, payments: list[Kept]) -> tuple[Part, ...]:
    """A line for each payment, numbered, with the columns in which anything stands."""
    used = [name for name in _COLUMNS if any(shown(writing, one, name) for one in payments)]
    if not used:
        return ()
    rows = tuple(
        (count(writing, at), *(cell(writing, one, name) for name in used))
        for at, one in enumerate(payments, 1)
    )
    heads: tuple[Words, ...] = (
        writing.say(N_("No.")),
        *(writing.say(specs(Payment)[name].label) for name in used),
    )
    wide = dict(zip(_COLUMNS, _SHARES[1:], strict=True))
    shares = (_SHARES[0], *(wide[name] for name in used))
    return (Part(writing.say(heading), table=Table(heads, rows, shares=shares)),)


def _sums(writing: Writing, payments: list[Kept]) -> tuple[Part, ...]:
    """What was paid in each currency, and to each account or wallet."""
    say = writing.say
    every = totals(one.record.amount for one in payments)
    rows = [Line(say(N_("Payments with an amount")), count(writing, _with_amount(payments)))]
    rows.append(Line(say(N_("In all, by currency")), spelt(writing, every)))
    by_account = tuple(
        (Cell(where, "payment.account"), count(writing, number), spelt(writing, found))
        for where, number, found in _accounts(writing, payments)
    )
    heads = (N_("Account or wallet"), N_("Payments"), N_("Sum"))
    if not by_account:
        return (Part(say(N_("Sums")), rows=tuple(rows)),)
    both = N_("A payment for which an account and a wallet are known stands under each of them.")
    table = Table(tuple(map(say, heads)), by_account, shares=(3, 1, 2))
    return (
        Part(say(N_("Sums")), rows=tuple(rows)),
        Part(say(N_("Sums by account")), paragraphs=(say(both),), table=table),
    )


def _with_amount(payments: Iterable[Kept]) -> int:
    return sum(1 for one in payments if one.record.amount is not None)


def _accounts(writing: Writing, payments: list[Kept]) -> list[tuple[Words, int, dict[str, Decimal]]]:
    """Each account or wallet that received something, with how often and how much."""
    found: dict[Words, list[Payment]] = {}
    for one in payments:
        for name in ("account", "wallet"):
            where = shown(writing, one, name)
            if where:
                found.setdefault(where, []).append(one.record)
    return [(where, len(them), totals(one.amount for one in them)) for where, them in found.items()]
