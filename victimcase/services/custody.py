"""The chain of custody: each hand-over begins where the last one ended, with the file looked at anew."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import datetime

from victimcase.domain.errors import Invalid, NotFound
from victimcase.domain.names import search_key
from victimcase.domain.records.evidence import CustodyStep, EvidenceItem
from victimcase.domain.spec import specs
from victimcase.domain.values import Plain, show
from victimcase.domain.words import RecordId
from victimcase.i18n import N_, tr
from victimcase.services import attached
from victimcase.services.tx import Tx
from victimcase.store import rows
from victimcase.store.errors import DamagedBlob
from victimcase.store.rows import Row
from victimcase.store.types import moment

NEEDED = ("from_whom", "to_whom", "reason")


def steps(tx: Tx, item: Row) -> list[Row]:
    """The hand-overs of an item, the first one first."""
    found = [row for row in rows.of_scope(tx.conn, CustodyStep.kind, item.scope) if row.parent == item.id]
    return sorted(found, key=lambda row: (row.values["handed_at"] or "", row.id))


def unchanged(tx: Tx, item: Row) -> bool | None:
    """Whether the original is byte for byte what came; none where no file is here (kept on a shelf, erased).

    It is read back and hashed anew. Raises Refused for lack of a key.
    """
    blob = item.values["original"]
    if not blob:
        return None
    try:
        data = attached.read(tx, blob, item.scope)
    except NotFound:
        return None
    except DamagedBlob:
        return False
    return hashlib.sha256(data).hexdigest() == str(item.values["sha256"])


def completed(tx: Tx, parent: RecordId | None, changes: Mapping[str, Plain]) -> dict[str, Plain]:
    """The fields of a new hand-over, with what the program knows of it: the time, who writes, the hash.

    Raises Invalid where the chain would break.
    """
    item = tx.write.row(EvidenceItem.kind, parent) if parent else None
    item = item or (rows.one(tx.conn, EvidenceItem.kind, parent) if parent else None)
    assert item is not None
    before = steps(tx, item)
    last = before[-1].values if before else None
    said: dict[str, Plain] = {"handed_at": moment(tx.now), "recorded_by": tx.me.login}
    if last:
        said["from_whom"] = last["to_whom"]
    said |= {name: value for name, value in changes.items() if value not in (None, "")}
    _check_said(said)
    if last:
        _check_chain(tx, last, said)
    return said | {"hash_matches": unchanged(tx, item)}


def _check_said(said: Mapping[str, Plain]) -> None:
    lacking = [tr(specs(CustodyStep)[name].label) for name in NEEDED if not str(said.get(name) or "").strip()]
    if lacking:
        raise Invalid(
            N_(
                "A hand-over says who gave it, who took it and why; “{fields}” is empty. Nothing was changed."
            ),
            N_("Fill it in. The chain holds only when no hand is missing."),
            fields=", ".join(lacking),
        )


def _check_chain(tx: Tx, last: Mapping[str, Plain], said: Mapping[str, Plain]) -> None:
    holder, giver = str(last["to_whom"] or ""), str(said["from_whom"])
    if search_key(holder) != search_key(giver):
        raise Invalid(
            N_("It was last handed to “{holder}”, so “{giver}” cannot hand it on. Nothing was changed."),
            N_("If a hand-over lies between, write that one first."),
            holder=holder,
            giver=giver,
        )
    if not last["handed_at"]:
        return  # nobody wrote down when, so nothing can be said to be before it
    handed = specs(CustodyStep)["handed_at"]
    if datetime.fromisoformat(str(said["handed_at"])) < datetime.fromisoformat(str(last["handed_at"])):
        at = show(handed, datetime.fromisoformat(str(last["handed_at"])), tx.reference)
        raise Invalid(
            N_("The last hand-over was on {at}; this one would be before it. Nothing was changed."),
            N_("Check day and time."),
            at=at,
        )
