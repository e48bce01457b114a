"""Drafts: what was typed into a form and not saved yet survives a lock, a crash and a full disk.

A draft is machinery: it leaves no entry in the journal. It is sealed with its writer's own key, one for each
form, and it goes with the right to see what it is about.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from victimcase.domain.errors import Invalid, NotFound
from victimcase.domain.kinds import RECORDS
from victimcase.domain.rights import Right
from victimcase.domain.words import RecordId
from victimcase.i18n import N_
from victimcase.services import own, reading
from victimcase.services.records import OFFICE
from victimcase.services.tx import LOOK_IT_UP, NO_CASE, Tx
from victimcase.services.use_case import query, use_case
from victimcase.store import rows, statements
from victimcase.store.cards import Card
from victimcase.store.types import moment

MOST_CHARACTERS: Final = 1_000_000
"""As long as a draft may be; a form holds a hundredth of it."""

PURPOSE: Final = "draft"


@dataclass(frozen=True)
class Draft:
    """An unsaved form of the user: where it belongs and what was typed. `record` is empty for a new one."""

    key: str
    number: str
    """Number of the case; `office` for the directory, and for a case that is not there yet."""
    kind: str
    record: str
    content: Mapping[str, Any]
    at: str


@use_case(N_("Keep a draft"), needs=Right.OWN_ACCOUNT)
def keep(
    tx: Tx,
    key: str,
    content: Mapping[str, Any],
    *,
    number: str = OFFICE,
    kind: str = "",
    record: str = "",
) -> None:
    """Keep what stands in a form under a key of the window's choice, in place of what was kept before.

    Raises NotFound when the case is not for this user, Invalid for a draft of monstrous length.
    """
    card = _card(tx, number)
    if not _in_sight(tx, card, kind, record):
        raise NotFound(NO_CASE, LOOK_IT_UP, number=number)
    place = own.name_of(tx, PURPOSE, key)
    said = {"key": key, "kind": kind, "record": record, "content": dict(content)}
    kept = own.sealed(tx, PURPOSE, place, said)
    if len(kept) > MOST_CHARACTERS:
        raise Invalid(
            N_("This form holds more text than a draft can keep. What was kept before is still there."),
            N_("Save the form now, or attach the long text as a document."),
        )
    scope = card.case_id if card else tx.me.office
    statements.run(
        tx.conn,
        'INSERT INTO draft (id, "user", scope, content, at) VALUES (?, ?, ?, ?, ?) ON CONFLICT (id) '
        "DO UPDATE SET scope = excluded.scope, content = excluded.content, at = excluded.at",
        (place, tx.me.user, scope, kept, moment(tx.now)),
    )


@query(N_("See own drafts"), needs=Right.OWN_ACCOUNT)
def listed(tx: Tx) -> list[Draft]:
    """The user's drafts, newest first, of what they may still see."""
    found = [draft for _, draft in _all(tx) if draft is not None]
    return sorted(found, key=lambda one: one.at, reverse=True)


@query(N_("See own draft of a form"), needs=Right.OWN_ACCOUNT)
def read(tx: Tx, key: str) -> Draft | None:
    """The draft of this key, or none: dropped, never kept, or out of the user's sight by now."""
    found = statements.first(
        tx.conn,
        'SELECT id, scope, content, at FROM draft WHERE id = ? AND "user" = ?',
        (own.name_of(tx, PURPOSE, key), tx.me.user),
    )
    return _draft(tx, *found) if found else None


@use_case(N_("Drop a draft"), needs=Right.OWN_ACCOUNT)
def drop(tx: Tx, key: str) -> None:
    """Forget the draft of this key: the form was saved, or the user does not want it. None is no error."""
    _forget(tx, [own.name_of(tx, PURPOSE, key)])


@use_case(N_("Drop drafts out of sight"), needs=Right.OWN_ACCOUNT)
def sweep(tx: Tx) -> int:
    """Forget the user's drafts about what they may not see any more, and those that open no more; how many.

    Run it when a user has signed in.
    """
    lost = [place for place, draft in _all(tx) if draft is None]
    _forget(tx, lost)
    return len(lost)


def forget_user(tx: Tx, user: str) -> None:
    """Drop every draft and preference of a user whose keys are gone: nobody could open them."""
    statements.run(tx.conn, 'DELETE FROM draft WHERE "user" = ?', (user,))
    statements.run(tx.conn, 'DELETE FROM preference WHERE "user" = ?', (user,))


def _all(tx: Tx) -> list[tuple[str, Draft | None]]:
    found = statements.every(
        tx.conn, 'SELECT id, scope, content, at FROM draft WHERE "user" = ?', (tx.me.user,)
    )
    return [(row[0], _draft(tx, *row)) for row in found]


def _draft(tx: Tx, place: str, scope: str, kept: str, at: str) -> Draft | None:
    card = None if scope == tx.me.office else tx.visible(scope)
    said = own.opened(tx, PURPOSE, place, kept)
    if said is None or (card is None and scope != tx.me.office):
        return None
    if not _in_sight(tx, card, said["kind"], said["record"]):
        return None
    number = card.number if card else OFFICE
    return Draft(said["key"], number, said["kind"], said["record"], said["content"], at)


def _card(tx: Tx, number: str) -> Card | None:
    if number.strip() == OFFICE:
        return None
    card = tx.visible(number.strip())
    if card is None:
        raise NotFound(NO_CASE, LOOK_IT_UP, number=number)
    return card


def _in_sight(tx: Tx, card: Card | None, kind: str, record: str) -> bool:
    """Whether the user may know of the record a draft is about; one that is gone keeps its draft."""
    if kind and reading.hidden(reading.kind_of(kind), tx.me.readable):
        return False
    if not kind or not record:
        return True
    row = rows.one(tx.conn, kind, RecordId(record))
    return (
        row is not None
        and row.scope == reading.scope_id(tx, RECORDS[kind], card)
        and not reading.secret(tx, row)
    )


def _forget(tx: Tx, places: list[str]) -> None:
    for place in places:
        statements.run(tx.conn, 'DELETE FROM draft WHERE id = ? AND "user" = ?', (place, tx.me.user))
