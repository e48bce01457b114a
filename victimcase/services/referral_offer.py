"""What the steps of a referral offer: partners to ask, and per category what goes, what stays and why."""

from __future__ import annotations

from dataclasses import dataclass

from victimcase.domain import outputs
from victimcase.domain.kinds import RECORDS
from victimcase.domain.outputs import Purpose
from victimcase.domain.records.directory import Organisation
from victimcase.domain.records.referrals import Referral
from victimcase.domain.rights import Right
from victimcase.domain.spec import category_of, filled
from victimcase.domain.words import CATEGORY_TITLES, Category
from victimcase.i18n import N_, tr
from victimcase.services import consents, door, reading, referral_gate
from victimcase.services.consents import Held
from victimcase.services.recipients import Recipient
from victimcase.services.tx import Tx
from victimcase.services.use_case import query
from victimcase.store import rows
from victimcase.store.cards import Card


@dataclass(frozen=True)
class Partner:
    """An organisation that can be asked. `services` are codes of `service_type`, `country` its name."""

    id: str
    name: str
    own_script_name: str
    country: str
    city: str
    services: tuple[str, ...]


@query(N_("See whom to refer to"), needs=Right.SEE_DIRECTORY)
def partners(tx: Tx) -> list[Partner]:
    """The organisations of the directory by name."""
    found = []
    for row in rows.of_scope(tx.conn, Organisation.kind, tx.me.office):
        one = reading.seen(tx, row).record
        if isinstance(one, Organisation) and one.name:
            country = tx.reference.country(one.country) if one.country else ""
            found.append(
                Partner(row.id, one.name, one.own_script_name or "", country, one.city or "", one.services)
            )
    return sorted(found, key=lambda one: one.name.casefold())


@dataclass(frozen=True)
class Part:
    """One category: what is in it (kinds of records, no value), whether it goes, and on what that rests.

    `chosen` tells whether it was asked for; `can_ask` whether a consent could still let it go. `given_on` are
    the days of the consents it rests on, ISO 8601; `limits` what the person does not want.
    """

    category: Category
    title: str
    kinds: tuple[str, ...]
    records: int
    goes: bool
    chosen: bool
    why: str = ""
    can_ask: bool = False
    given_on: tuple[str, ...] = ()
    limits: tuple[str, ...] = ()
    overridden: bool = False


@dataclass(frozen=True)
class Offered:
    """The parts of a referral's letter, and the consent for its partner and purpose that was given last."""

    partner: str
    purpose: str
    parts: tuple[Part, ...]
    consent: Held | None


@query(N_("See what may go with a referral"), needs=Right.RELEASE)
def offered(tx: Tx, number: str, referral: str) -> Offered:
    """Per category what a referral's letter would hold and whether it may go, as this user may know it.

    Raises Refused where no partner or purpose is written yet.
    """
    card = tx.case(number)
    record = reading.seen(tx, reading.row_of(tx, Referral, card, referral)).record
    assert isinstance(record, Referral)
    referral_gate.check_addressed(record)
    recipient = door.recipient_called(tx, record.referred_organisation or "")
    purpose = door.purpose_called(referral_gate.LETTER, record.purpose or "")
    inside = _inside(tx, card)
    parts = [
        _part(tx, card, purpose, recipient, category, inside.get(category, []), record)
        for category in Category
        if category in inside or (category in purpose.categories and category in record.categories)
    ]
    return Offered(recipient.name, tr(purpose.title), tuple(parts), _consent(tx, number, purpose, recipient))


def _inside(tx: Tx, card: Card) -> dict[Category, list[str]]:
    """Category -> the kind of each record a letter could hold that says something of it."""
    found: dict[Category, list[str]] = {}
    for kind, one in reading.records(tx, card):
        if not outputs.is_part(kind, referral_gate.LETTER):
            continue
        cls = type(one.record)
        for category in {category_of(cls, name) for name, _, _ in filled(one.record)}:
            found.setdefault(category, []).append(kind)
    return {category: kinds for category, kinds in found.items() if category in tx.me.readable}


def _part(
    tx: Tx,
    card: Card,
    purpose: Purpose,
    recipient: Recipient,
    category: Category,
    kinds: list[str],
    record: Referral,
) -> Part:
    content, held = door.judged(tx, card, purpose, recipient, frozenset({category}))
    goes = category in content.categories
    possible = category in purpose.categories
    return Part(
        category=category,
        title=tr(CATEGORY_TITLES[category]),
        kinds=tuple(tr(RECORDS[kind].title) for kind in dict.fromkeys(kinds)),
        records=len(kinds),
        goes=goes,
        chosen=category.value in record.categories,
        why=held[0].why if held else "",
        can_ask=not goes and possible,
        given_on=content.given_on,
        limits=tuple(limit for basis in content.bases for limit in basis.limits),
        overridden=any(basis.override for basis in content.bases),
    )


def _consent(tx: Tx, number: str, purpose: Purpose, recipient: Recipient) -> Held | None:
    """The consent for a partner and a purpose: one that holds, else the last that was written."""
    fitting = [
        one
        for one in consents.listed(tx, number)
        if one.purpose == purpose.consent and one.recipient == recipient.name
    ]
    valid = [one for one in fitting if one.state == "valid"]
    ranked = valid or fitting
    return ranked[-1] if ranked else None
