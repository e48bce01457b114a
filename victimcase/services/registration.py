"""Opening a case for somebody who is here now: the person and how they were met, in one entry."""

from __future__ import annotations

from collections.abc import Mapping

from victimcase.domain.kinds import RECORDS
from victimcase.domain.rights import Right
from victimcase.i18n import N_
from victimcase.services import cases, records, writable
from victimcase.services.cases import Opened
from victimcase.services.tx import Tx
from victimcase.services.use_case import use_case
from victimcase.store import rows


@use_case(N_("Open a new case with its first contact"), needs=Right.CREATE_CASE)
def open_case(
    tx: Tx,
    person: Mapping[str, object],
    contact: Mapping[str, object],
    *,
    same_as: str = "",
    origin: str = "own",
) -> Opened:
    """Open a case with what is known of the person and of the first contact, where anything is.

    `same_as`, the number of a case, opens a further episode for its person: then only what was not known
    of the person is written. Raises as saving does, and nothing is opened then.
    """
    known = tx.case(same_as).person_id if same_as else None
    given = dict(person)
    if known is not None:
        row = rows.one(tx.conn, "person", known)
        stands = row.values if row is not None else {}
        given = {name: value for name, value in given.items() if stands.get(name) in (None, "", [])}
    country = contact.get("country")
    found_in = {"found_in": country} if country else None
    opened = cases.new(tx, given, origin=origin, person=known, case_fields=found_in)
    _meet(tx, opened, contact)
    tx.scope = opened.id
    return opened


def _meet(tx: Tx, opened: Opened, contact: Mapping[str, object]) -> None:
    """The first contact of a case that is being made: checked as any, where anything was said of it."""
    cls = RECORDS["contact_event"]
    said = {name: value for name, value in records.understood(tx, cls, contact).items() if value is not None}
    if said:
        writable.check_fields(tx, cls, said)
        tx.write.make(cls.kind, opened.id, {"by": tx.me.login, **said})
