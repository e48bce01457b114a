"""Traces of recruiters that several cases have in common: as they were written down, and as they are met.

Only counts leave the cases; which cases they are is named to those alone who may see them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from victimcase.domain import values
from victimcase.domain.errors import NotFound
from victimcase.domain.names import search_key
from victimcase.domain.records.region import Pattern
from victimcase.domain.rights import Right
from victimcase.domain.values import Plain
from victimcase.i18n import N_, tr
from victimcase.services import naming, reading, records
from victimcase.services.records import OFFICE, Saved
from victimcase.services.tx import Tx
from victimcase.services.use_case import query, use_case
from victimcase.store import rows, statements

LEAST: Final = 2
"""Cases in which something must be met to be a pattern."""

ALIAS, PHONE, HANDLE, ACCOUNT = "alias", "phone", "handle", "account"
TITLES: Final = {
    ALIAS: N_("Recruiter “{value}”"),
    PHONE: N_("Phone {value}"),
    HANDLE: N_("“{value}” on a platform"),
    ACCOUNT: N_("Account {value}"),
}
"""Field of a pattern -> the short name of one made of it."""

_MET: Final = (
    (ALIAS, "SELECT alias, scope_id FROM r_alleged_perpetrator WHERE gone = 0 AND alias != ''"),
    (PHONE, "SELECT phone, scope_id FROM r_alleged_perpetrator WHERE gone = 0 AND phone != ''"),
    (HANDLE, "SELECT handle, scope_id FROM r_alleged_perpetrator WHERE gone = 0 AND handle != ''"),
    (ACCOUNT, "SELECT account, scope_id FROM r_payment WHERE gone = 0 AND account != ''"),
    (ACCOUNT, "SELECT wallet, scope_id FROM r_payment WHERE gone = 0 AND wallet != ''"),
)


def _phone_key(text: str) -> str:
    return values.phone(text).replace(" ", "")


def _compact(text: str) -> str:
    return "".join(sign for sign in search_key(text) if sign.isalnum())


_KEYS: Final[Mapping[str, Callable[[str], str]]] = {
    ALIAS: search_key,
    PHONE: _phone_key,
    HANDLE: lambda text: search_key(text).lstrip("@"),
    ACCOUNT: _compact,
}


@dataclass(frozen=True)
class Known:
    """A pattern in the list. `cases` is a count; days may be partial (EDTF)."""

    id: str
    name: str
    alias: str
    phone: str
    platform: str
    handle: str
    account: str
    company: str
    document: str
    country: str
    place: str
    route: tuple[str, ...]
    cases: int
    first_seen: str
    last_seen: str
    shared_with: str
    changed_on: str
    """The day it was last written, ISO 8601."""
    key: str
    """All it says, folded, for searching."""


@dataclass(frozen=True)
class Proposal:
    """Something met in several cases: a new pattern (`pattern` empty), or one that grew from `known` cases.

    `numbers` are those of its cases this user may see; there may be more.
    """

    field: str
    value: str
    key: str
    cases: int
    numbers: tuple[str, ...]
    pattern: str
    known: int


@query(N_("See patterns"), needs=Right.SEE_DIRECTORY)
def listed(tx: Tx, text: str = "") -> list[Known]:
    """Patterns, those met in most cases first; nothing where the user does not read about perpetrators."""
    if reading.hidden(Pattern, tx.me.readable):
        return []
    wanted = search_key(text).split()
    found = [_known(tx, one) for one in _patterns(tx)]
    shown = [one for one in found if all(word in one.key for word in wanted)]
    return sorted(shown, key=lambda one: (-one.cases, search_key(one.name), one.id))


def _patterns(tx: Tx) -> list[rows.Seen]:
    return [reading.seen(tx, row) for row in rows.of_scope(tx.conn, Pattern.kind, tx.me.office)]


_WRITTEN: Final = """
SELECT max(e.at) FROM operation o JOIN entry e ON e.replica = o.replica AND e.number = o.entry
WHERE o.kind = 'pattern' AND o.record = ?
"""


def _known(tx: Tx, found: rows.Seen) -> Known:
    one = found.record
    assert isinstance(one, Pattern)
    written = statements.first(tx.conn, _WRITTEN, (found.id,))
    said = [one.name, one.alias, one.phone, one.handle, one.account, one.company, one.document, one.place]
    said += [one.description, *(tx.reference.country(code) for code in one.route)]
    return Known(
        id=found.id,
        name=one.name or "",
        alias=one.alias or "",
        phone=one.phone or "",
        platform=one.platform or "",
        handle=one.handle or "",
        account=one.account or "",
        company=one.company or "",
        document=one.document or "",
        country=one.country or "",
        place=one.place or "",
        route=one.route,
        cases=one.cases or 0,
        first_seen=str(one.first_seen or ""),
        last_seen=str(one.last_seen or ""),
        shared_with=one.shared_with or "",
        changed_on=str(written[0])[:10] if written and written[0] else "",
        key=search_key(" ".join(text for text in said if text)),
    )


@query(N_("See what several cases have in common"), needs=Right.SEE_CASES)
def proposals(tx: Tx) -> list[Proposal]:
    """Aliases, phones, handles and accounts met in several cases that no pattern tells of, or in fewer.

    What is the name, phone or number of somebody who is helped is never proposed.
    """
    if reading.hidden(Pattern, tx.me.readable):
        return []
    met = _met(tx)
    known = _told(tx)
    people = naming.of_vault(tx)
    found = []
    for (field, key), (value, cases) in met.items():
        pattern, before = known.get((field, key), ("", 0))
        if len(cases) < LEAST or len(cases) <= before or people.what(value, alias=True):
            continue
        numbers = sorted(card.number for case in cases if (card := tx.visible(case)) is not None)
        found.append(Proposal(field, value, key, len(cases), tuple(numbers), pattern, before))
    return sorted(found, key=lambda one: (-one.cases, list(TITLES).index(one.field), one.key))


def _met(tx: Tx) -> dict[tuple[str, str], tuple[str, set[str]]]:
    """Field and key -> how it was first written, and the cases it is met in, seen by this user or not."""
    values_: dict[tuple[str, str], str] = {}
    cases: dict[tuple[str, str], set[str]] = defaultdict(set)
    for field, statement in _MET:
        for text, case in statements.every(tx.conn, statement):
            key = field, _KEYS[field](str(text))
            if key[1]:
                values_.setdefault(key, str(text))
                cases[key].add(str(case))
    return {key: (values_[key], found) for key, found in cases.items()}


def _told(tx: Tx) -> dict[tuple[str, str], tuple[str, int]]:
    """Field and key -> the pattern that tells of it, and the cases it says."""
    found: dict[tuple[str, str], tuple[str, int]] = {}
    for one in _patterns(tx):
        assert isinstance(one.record, Pattern)
        for field, fold in _KEYS.items():
            text = getattr(one.record, field)
            if text:
                found[field, fold(str(text))] = (one.id, one.record.cases or 0)
    return found


@use_case(N_("Write down a pattern"), needs=Right.EDIT_DIRECTORY)
def take(tx: Tx, field: str, key: str) -> Saved:
    """Make a pattern of a proposal, or bring the number of cases of one up to date.

    Raises NotFound when it is met in no more cases than are written down.
    """
    one = next((one for one in proposals(tx) if (one.field, one.key) == (field, key)), None)
    if one is None:
        raise NotFound(
            N_("This is written down already, or not met in several cases any more. Nothing was changed."),
            N_("Look at the list again."),
        )
    cls = reading.kind_of(Pattern.kind)
    place = records.place(tx, cls, OFFICE)
    today = tx.today.isoformat()
    if one.pattern:
        return records.write(tx, cls, place, {"cases": one.cases}, record=one.pattern)
    fields: dict[str, Plain] = {
        "name": tr(TITLES[field], value=one.value),
        field: one.value,
        "cases": one.cases,
        "recorded_on": today,
        "recorded_by": tx.me.login,
    }
    return records.write(tx, cls, place, fields)
