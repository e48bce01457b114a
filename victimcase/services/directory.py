"""The office's own records: whom it knows, its houses, its settings. Whoever keeps them need see no case."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from victimcase.domain.names import search_key
from victimcase.domain.records.directory import ContactPerson, Organisation
from victimcase.domain.rights import Right
from victimcase.domain.words import Category
from victimcase.i18n import N_
from victimcase.services import reading, records
from victimcase.services.records import OFFICE, Saved
from victimcase.services.tx import Tx
from victimcase.services.use_case import query, use_case
from victimcase.store import rows
from victimcase.store.rows import Seen

LISTED: Final = ("organisation", "contact_person")
"""Kinds of the directory's list."""


@use_case(N_("Save record of the office"), needs=Right.EDIT_DIRECTORY)
def save(
    tx: Tx,
    kind: str,
    given: Mapping[str, object],
    *,
    record: str | None = None,
    parent: str | None = None,
    base: Seen | None = None,
) -> Saved:
    """Write a record of the office: only the fields given. Raises as `records.save`."""
    cls = reading.kind_of(kind)
    card = records.place(tx, cls, OFFICE)
    return records.write(tx, cls, card, given, record=record, parent=parent, base=base)


@use_case(N_("Delete record of the office"), needs=Right.EDIT_DIRECTORY)
def delete(tx: Tx, kind: str, record: str) -> Saved:
    """Take a record out of the directory. It stays in the log, and undo brings it back."""
    cls = reading.kind_of(kind)
    return records.remove(tx, cls, records.place(tx, cls, OFFICE), record)


@dataclass(frozen=True)
class Known:
    """One line of the directory: an organisation, or somebody to turn to in one.

    `type` is a code of `org_Type` or `contact_role`. `ended` stands behind people who are no longer there.
    """

    id: str
    kind: str
    name: str
    own_script_name: str
    type: str
    country: str
    organisation: str
    organisation_name: str
    position: str
    city: str
    phone: str
    email: str
    languages: tuple[str, ...]
    services: tuple[str, ...]
    trusted: bool | None
    checked_on: str
    ended: bool
    key: str
    """All of its names, folded, for searching."""


@query(N_("See the directory"), needs=Right.SEE_DIRECTORY)
def listed(
    tx: Tx, *, text: str = "", kind: str = "", country: str = "", type: str = "", ended: bool = False
) -> list[Known]:
    """Organisations and contact persons by name: of a kind, country or type; `text` finds any part of a name
    in any script, a place, or the beginning of a phone number.
    """
    names = reading.names(tx)
    wanted = search_key(text).split()
    found = [
        one
        for of in LISTED
        if kind in ("", of)
        for one in _known(tx, of, names)
        if country in ("", one.country)
        and type in ("", one.type)
        and (ended or not one.ended)
        and all(word in one.key for word in wanted)
    ]
    return sorted(found, key=lambda one: (search_key(one.name), one.id))


def _known(tx: Tx, kind: str, names: Mapping[str, str]) -> Iterator[Known]:
    readable = tx.me.readable | {Category.ADMINISTRATIVE}
    for row in rows.of_scope(tx.conn, kind, tx.me.office):
        record = rows.seen(row, readable, {}).record
        if isinstance(record, Organisation):
            yield _organisation(row.id, record)
        elif isinstance(record, ContactPerson):
            yield _contact(tx, row.id, record, names)


def _organisation(id_: str, one: Organisation) -> Known:
    said = (one.name, one.own_script_name, one.short_name, one.city, one.phone, one.email)
    return Known(
        id=id_,
        kind=Organisation.kind,
        name=one.name or "",
        own_script_name=one.own_script_name or "",
        type=one.type or "",
        country=one.country or "",
        organisation="",
        organisation_name="",
        position="",
        city=one.city or "",
        phone=one.phone or one.hotline or "",
        email=one.email or "",
        languages=one.languages,
        services=one.services,
        trusted=one.trusted,
        checked_on=one.checked_on.isoformat() if one.checked_on else "",
        ended=False,
        key=search_key(" ".join(text for text in said if text)),
    )


def _contact(tx: Tx, id_: str, one: ContactPerson, names: Mapping[str, str]) -> Known:
    where = names.get(one.organisation or "", "")
    said = (one.name, one.own_script_name, one.position, where, one.phone, one.mobile, one.email)
    return Known(
        id=id_,
        kind=ContactPerson.kind,
        name=one.name or "",
        own_script_name=one.own_script_name or "",
        type=one.role or "",
        country=one.country or "",
        organisation=one.organisation or "",
        organisation_name=where,
        position=one.position or "",
        city="",
        phone=one.mobile or one.phone or "",
        email=one.email or "",
        languages=one.languages,
        services=(),
        trusted=None,
        checked_on=one.checked_on.isoformat() if one.checked_on else "",
        ended=one.ended_on is not None and one.ended_on <= tx.today,
        key=search_key(" ".join(text for text in said if text)),
    )
