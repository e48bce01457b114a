"""Exports: many cases in one file, through the same door as every paper."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from victimcase import paths
from victimcase.domain import htcds
from victimcase.domain.errors import Invalid, Refused
from victimcase.domain.htcds import CONSENT
from victimcase.domain.kinds import ORDERED
from victimcase.domain.records.consents import Consent
from victimcase.domain.records.referrals import Referral
from victimcase.domain.rights import Right
from victimcase.domain.spec import Link, PartialDay, Record, filled, specs
from victimcase.domain.values import to_plain
from victimcase.exchange import code_lists, htcds_write, sealed
from victimcase.exchange.reading import Value
from victimcase.exchange.tables import Table, write_tables
from victimcase.i18n import N_
from victimcase.services import disclosures, door, free_texts
from victimcase.services.disclosures import Given
from victimcase.services.door import Content, Released
from victimcase.services.session import Session
from victimcase.services.tx import Tx
from victimcase.store import cards, lists, rows

ALL = 10_000_000


@dataclass(frozen=True)
class Order:
    """What is asked for: to whom, why, which cases (none: all the user may see), and how it is protected."""

    recipient: str
    purpose: str
    cases: tuple[str, ...] = ()
    password: str | None = None
    plain_because: str = ""
    texts_read: bool = False
    """Whether somebody has read the free texts through; else they stay here, but for the own organisation."""


def give(session: Session, what: str, order: Order, out: Path) -> Given:
    """Write cases to one file: HTCDS as a workbook (or CSV, by the ending of the name), or everything as
    JSON.

    Encrypted with the password, unless there is a right and a reason to leave it plain. Raises Refused
    without either, and whatever the door raises; nothing is written then.
    """
    session.look(_check, order, what, out)
    names = session.look(_names)

    def decide(tx: Tx) -> Released:
        found = [tx.case(number) for number in order.cases] if order.cases else _all(tx)
        return door.release(
            tx,
            found,
            output=f"export_{what}",
            recipient=door.recipient_called(tx, order.recipient),
            purpose=order.purpose,
            texts={free_texts.EVERY: free_texts.GOES} if order.texts_read else {},
        )

    write = _htcds_writer(names, out) if what == "htcds" else _cases

    def render(released: Released) -> bytes:
        data = write(released)
        return data if order.password is None else _locked(data, what, order.password)

    return disclosures.give(session, decide, render, out)


def _locked(data: bytes, what: str, password: str) -> bytes:
    """The file under a password: a workbook as spreadsheet programs lock it, an archive as age does."""
    if what == "htcds":
        locked = io.BytesIO()
        sealed.seal_file(io.BytesIO(data), locked, password)
        return locked.getvalue()
    import pyrage  # only here

    return bytes(pyrage.passphrase.encrypt(data, password))


def _check(tx: Tx, order: Order, what: str, out: Path) -> None:
    tx.require(Right.EXPORT)
    if what == "htcds" and order.password is not None and out.suffix.casefold() == ".csv":
        raise Invalid(
            N_("A CSV file cannot be locked with a password; nothing was written."),
            N_("Give the file a name that ends in .xlsx, or use “--plain --reason TEXT”."),
        )
    if order.purpose in ("statistics", "research"):
        raise Refused(
            N_("Records are never exported for statistics or research; nothing was written."),
            N_("“victimcase statistics” makes protected tables without anybody's record."),
        )
    if order.password is None:
        tx.require(Right.EXPORT_PLAIN)
        if not order.plain_because.strip():
            raise Invalid(
                N_("A file without encryption needs a reason, so nothing was written."),
                N_("Give a password file, or “--plain --reason TEXT”."),
            )


def _all(tx: Tx) -> list[cards.Card]:
    return lists.page(tx.conn, tx.me.reader, order="number", limit=ALL)


def _names(tx: Tx) -> dict[str, str]:
    """Id -> name of the organisations and contact persons of the directory."""
    return {
        str(row.id): str(row.values.get("name") or "")
        for kind in ("organisation", "contact_person")
        for row in rows.of_scope(tx.conn, kind, tx.me.office)
    }


def _htcds_writer(names: Mapping[str, str], out: Path) -> Callable[[Released], bytes]:
    """Writes what was released as a workbook, or as CSV when the name of the file ends so."""

    def write(released: Released) -> bytes:
        lists = code_lists.load(paths.resources() / "htcds")
        made = [htcds_values(content, names) for content in released.contents]
        stream = io.BytesIO()
        fields = htcds_write.default_fields(lists)
        if out.suffix.casefold() == ".csv":
            htcds_write.write_csv(stream, made, fields, lists)
        else:
            about = {
                "number": released.number,
                "recipient": released.recipient.name,
                "purpose": released.purpose.code,
            }
            htcds_write.write_xlsx(stream, made, fields, lists, about)
        return stream.getvalue()

    return write


def htcds_values(content: Content, names: Mapping[str, str]) -> dict[str, Value]:
    """One released case as a row of the standard: HTCDS name -> canonical value, empty ones left out."""
    found: dict[str, Value] = {}
    for piece in content.pieces:
        if isinstance(piece.record, Consent):
            _add_consent(found, piece.record)
            continue
        direction = (
            {"in": "in", "out": "out"}.get(piece.record.direction or "")
            if isinstance(piece.record, Referral)
            else ""
        )
        for name, spec, value in filled(piece.record):
            place = _PLACES.get((piece.kind, name))
            if place is None or (place.direction and place.direction != direction) or place.name in found:
                continue
            if isinstance(spec, Link):
                text = names.get(str(value), "")
                if text:
                    found[place.name] = text
            elif isinstance(spec, PartialDay):
                found[place.name] = value.earliest if value.precise else value.text
            else:
                found[place.name] = value
    return found


_PLACES = {(place.kind, place.field): place for place in htcds.places().values()}


def _add_consent(found: dict[str, Value], consent: Consent) -> None:
    """The one tick of the standard: the consent to services, as it stands."""
    if consent.purpose == "services" and consent.given is not None:
        found[CONSENT] = bool(consent.given) and consent.withdrawn_on is None


def _cases(released: Released) -> bytes:
    """Every released record as CSV tables in an archive: a file a kind, in the order of the kinds."""
    found: dict[type[Record], list[dict[str, object]]] = {}
    for content in released.contents:
        for piece in content.pieces:
            said = {name: to_plain(value) for name, _, value in filled(piece.record)}
            row: dict[str, object] = {"case_number": content.card.number, "record_id": piece.id, **said}
            found.setdefault(type(piece.record), []).append(row)
    tables = [
        Table(cls.kind, ("case_number", "record_id", *specs(cls)), found[cls])
        for cls in ORDERED
        if cls in found
    ]
    stream = io.BytesIO()
    write_tables(stream, tables)
    return stream.getvalue()
