"""How a user likes the program: its look, their views of the list of cases, the cases opened last.

Kept in the vault, sealed with the user's own key, as a saved view may hold a name that was searched for. Like
a draft this is machinery and leaves no entry in the journal.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Final

from victimcase.domain.errors import Invalid
from victimcase.domain.rights import Right
from victimcase.i18n import N_
from victimcase.services import own
from victimcase.services.look import Look, sound_look
from victimcase.services.tx import Tx
from victimcase.services.use_case import query, use_case
from victimcase.store import statements
from victimcase.store.cards import Card

PURPOSE: Final = "preference"
MOST_OPENED: Final = 12
MOST_VIEWS: Final = 50
MOST_CHARACTERS: Final = 100_000

LOOK, VIEWS, OPENED = "look", "views", "opened"
"""Keys of this module; a page may keep others under names of its own (widths of columns, say)."""


@dataclass(frozen=True)
class View:
    """A view of the list of cases saved under a name: filters as the page has them, and the order."""

    name: str
    filters: Mapping[str, Any] = field(default_factory=dict)
    order: str = ""


@query(N_("See own preference"), needs=Right.OWN_ACCOUNT)
def get(tx: Tx, key: str) -> Any:
    """What the user keeps under a key; None where there is nothing."""
    return _get(tx, key)


@query(N_("See own preferences"), needs=Right.OWN_ACCOUNT)
def listed(tx: Tx) -> dict[str, Any]:
    """Everything the user keeps, key -> value."""
    found = statements.every(
        tx.conn, 'SELECT "key", value FROM preference WHERE "user" = ? ORDER BY "key"', (tx.me.user,)
    )
    opened = {key: own.opened(tx, PURPOSE, key, kept) for key, kept in found}
    return {key: value for key, value in opened.items() if value is not None}


@use_case(N_("Change own preference"), needs=Right.OWN_ACCOUNT)
def put(tx: Tx, key: str, value: object) -> None:
    """Keep anything JSON can say under a key; None forgets it. Raises Invalid for what is far too long."""
    _put(tx, key, value)


@query(N_("See own look"), needs=Right.OWN_ACCOUNT)
def look(tx: Tx) -> Look:
    """How the user likes pages to look; what was never chosen, or makes no sense any more, is as usual."""
    return sound_look(_get(tx, LOOK))


@use_case(N_("Change own look"), needs=Right.OWN_ACCOUNT)
def set_look(tx: Tx, chosen: Look) -> None:
    """Keep how the user likes pages to look."""
    _put(tx, LOOK, asdict(chosen))


@query(N_("See own saved views"), needs=Right.OWN_ACCOUNT)
def views(tx: Tx) -> list[View]:
    """The user's saved views of the list of cases, in the order they were made."""
    return [View(one["name"], one["filters"], one["order"]) for one in _get(tx, VIEWS) or ()]


@use_case(N_("Save a view"), needs=Right.OWN_ACCOUNT)
def save_view(tx: Tx, view: View) -> None:
    """Keep a view under its name, in place of the one that had it. Raises Invalid without a name, or for one
    too many.
    """
    name = view.name.strip()
    kept = list(_get(tx, VIEWS) or ())
    if not name or len(name) > 60:
        raise Invalid(
            N_("A saved view needs a name of up to 60 letters. Nothing was saved."),
            N_("Give it a short name you will know again."),
        )
    said = {"name": name, "filters": dict(view.filters), "order": view.order}
    places = [index for index, one in enumerate(kept) if one["name"].casefold() == name.casefold()]
    if places:
        kept[places[0]] = said
    elif len(kept) >= MOST_VIEWS:
        raise Invalid(
            N_("There are {count} saved views already, as many as can be kept. Nothing was saved."),
            N_("Delete one you do not use any more, then save this one."),
            count=MOST_VIEWS,
        )
    else:
        kept.append(said)
    _put(tx, VIEWS, kept)


@use_case(N_("Delete a saved view"), needs=Right.OWN_ACCOUNT)
def drop_view(tx: Tx, name: str) -> None:
    """Forget the view of this name; none is no error."""
    kept = [one for one in _get(tx, VIEWS) or () if one["name"].casefold() != name.strip().casefold()]
    _put(tx, VIEWS, kept or None)


@use_case(N_("Remember the case opened last"), needs=Right.SEE_CASES)
def note_opened(tx: Tx, number: str) -> None:
    """Remember that the user opened a case, by its id, the last twelve; one out of sight is passed over."""
    card = tx.visible(number.strip())
    if card is None:
        return
    before = [one for one in _get(tx, OPENED) or () if one != card.case_id]
    _put(tx, OPENED, [card.case_id, *before][:MOST_OPENED])


@query(N_("See the cases opened last"), needs=Right.SEE_CASES)
def opened(tx: Tx) -> list[Card]:
    """The cards of the cases the user opened last, newest first, of those they may still see."""
    found = (tx.visible(one) for one in _get(tx, OPENED) or ())
    return [card for card in found if card is not None]


def _get(tx: Tx, key: str) -> Any:
    found = statements.first(
        tx.conn, 'SELECT value FROM preference WHERE "user" = ? AND "key" = ?', (tx.me.user, key)
    )
    return own.opened(tx, PURPOSE, key, found[0]) if found else None


def _put(tx: Tx, key: str, value: object) -> None:
    if value is None:
        statements.run(tx.conn, 'DELETE FROM preference WHERE "user" = ? AND "key" = ?', (tx.me.user, key))
        return
    kept = own.sealed(tx, PURPOSE, key, value)
    if len(kept) > MOST_CHARACTERS:
        raise Invalid(
            N_("This is more than can be kept as a preference. What was kept before is still there."),
            N_("Keep less: fewer views, or shorter filters."),
        )
    statements.run(
        tx.conn,
        'INSERT INTO preference ("user", "key", value) VALUES (?, ?, ?) '
        'ON CONFLICT ("user", "key") DO UPDATE SET value = excluded.value',
        (tx.me.user, key, kept),
    )


__all__ = [
    "LOOK",
    "MOST_CHARACTERS",
    "MOST_OPENED",
    "MOST_VIEWS",
    "OPENED",
    "PURPOSE",
    "VIEWS",
    "Look",
    "View",
    "drop_view",
    "get",
    "listed",
    "look",
    "note_opened",
    "opened",
    "put",
    "save_view",
    "set_look",
    "sound_look",
    "views",
]
