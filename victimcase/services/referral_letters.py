"""The letter of a referral: ordered as its record says, given out through the door, then noted as sent."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from victimcase.domain.records.referrals import Referral
from victimcase.domain.words import Category
from victimcase.services import papers, reading, referral_flow, referral_gate
from victimcase.services.disclosures import Given
from victimcase.services.papers import Order
from victimcase.services.records import Saved
from victimcase.services.session import Session
from victimcase.services.tx import Tx


@dataclass(frozen=True)
class Setting:
    """How a letter is written: its languages, a password for the file or none, and what becomes of free texts
    that were read through (`free_texts`).
    """

    languages: tuple[str, ...] = ("en",)
    password: str | None = None
    texts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Gone:
    """A referral whose letter went out: its line in the ledger, and its record as it stands since."""

    given: Given
    saved: Saved


def order_of(tx: Tx, number: str, referral: str, setting: Setting = Setting()) -> Order:
    """The letter a referral asks for: to its partner, for its purpose, with what exactly may go.

    Raises Refused where no partner or purpose is written yet.
    """
    card = tx.case(number)
    record = reading.seen(tx, reading.row_of(tx, Referral, card, referral)).record
    assert isinstance(record, Referral)
    referral_gate.check_addressed(record)
    return Order(
        case=card.number,
        recipient=record.referred_organisation or "",
        purpose=record.purpose or "",
        asked=frozenset(map(Category, record.categories)),
        languages=setting.languages,
        password=setting.password,
        about=referral,
        texts=setting.texts,
    )


def send(
    session: Session,
    number: str,
    referral: str,
    out: Path,
    *,
    way: str = "letter",
    setting: Setting = Setting(),
) -> Gone:
    """Give the letter out to a file and note the referral as sent, with its number.

    What is missing is said before anything leaves. Raises what the gate, the door and the paper raise.
    """
    order = _ordered(session, number, referral, setting)
    return _gone(session, number, referral, papers.give(session, referral_gate.LETTER, order, out), way)


def send_printed(
    session: Session,
    number: str,
    referral: str,
    deliver: Callable[[bytes], None],
    *,
    way: str = "letter",
    setting: Setting = Setting(),
) -> Gone:
    """The same on a printer: `deliver` gets the whole PDF once. Raises as `send`, and what it raises."""
    order = _ordered(session, number, referral, setting)
    given = papers.printed(session, referral_gate.LETTER, order, deliver)
    return _gone(session, number, referral, given, way)


def _ordered(session: Session, number: str, referral: str, setting: Setting) -> Order:
    """The letter, once nothing stands before sending any more."""

    def ordered(tx: Tx) -> Order:
        card = tx.case(number)
        record = reading.seen(tx, reading.row_of(tx, Referral, card, referral)).record
        assert isinstance(record, Referral)
        referral_flow.check_sending(tx, card, record)
        return order_of(tx, number, referral, setting)

    return session.look(ordered)


def _gone(session: Session, number: str, referral: str, given: Given, way: str) -> Gone:
    saved = session.do(referral_flow.sent, number, referral, disclosure=given.disclosure, way=way).value
    return Gone(given, saved)
