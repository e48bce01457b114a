"""Warnings from inside about wrong-doing: apart from every case, for supervisors alone.

Whoever may not read them hears the same whether there are any or not.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from victimcase.domain.errors import NotFound
from victimcase.domain.records.region import WhistleBlowerRecord
from victimcase.domain.rights import Right
from victimcase.i18n import N_
from victimcase.services import reading
from victimcase.services.tx import Tx
from victimcase.services.use_case import query
from victimcase.store import rows


@dataclass(frozen=True)
class Warned:
    """A warning in the list: when it came, what it is about, how it stands. Opening it tells the rest."""

    id: str
    received_on: str
    about: str
    channel: str
    outcome: str
    handled_by: str
    settled: bool


@query(N_("See warnings from inside"), needs=Right.SEE_DIRECTORY)
def listed(tx: Tx) -> list[Warned]:
    """The warnings, the latest first. Raises NotFound for everybody who may not read them."""
    if reading.hidden(WhistleBlowerRecord, tx.me.readable):
        raise NotFound(N_("There is no such list here."), N_("Nothing was changed. Go back."))
    people = reading.people(tx)
    found = [
        _warned(reading.seen(tx, row), people)
        for row in rows.of_scope(tx.conn, WhistleBlowerRecord.kind, tx.me.office)
    ]
    return sorted(found, key=lambda one: (one.received_on, one.id), reverse=True)


def _warned(found: rows.Seen, people: Mapping[str, str]) -> Warned:
    one = found.record
    assert isinstance(one, WhistleBlowerRecord)
    return Warned(
        id=found.id,
        received_on=one.received_on.isoformat() if one.received_on else "",
        about=one.about or "",
        channel=one.channel or "",
        outcome=one.outcome or "",
        handled_by=people.get(one.handled_by or "", one.handled_by or ""),
        settled=one.settled_on is not None,
    )
