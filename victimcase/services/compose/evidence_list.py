"""The list of evidence: each item with its hash, every hand it went through, and whether it is unchanged."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from victimcase.domain.records.evidence import CustodyStep, EvidenceItem
from victimcase.domain.words import Category
from victimcase.i18n import N_
from victimcase.report.paper import Line, Part, Signature, Table, Words
from victimcase.services import custody
from victimcase.services.compose import Draft, paper
from victimcase.services.compose.common import contact_part
from victimcase.services.compose.order import Order
from victimcase.services.compose.pieces import count
from victimcase.services.compose.writing import UNSAID, Kept, Writing
from victimcase.services.released import Fact
from victimcase.services.tx import Tx
from victimcase.store import rows
from victimcase.store.cards import Card

UNCHANGED, CHANGED = N_("unchanged"), N_("no longer what came; ask this office")
NO_FILE = N_("no file is kept by this program")
_WHAT_IT_IS: Final = N_(
    "The hash (SHA-256) was taken when an item arrived, before anything else touched it. For this list each "
    "file kept here was read back and its hash taken anew. The original is never changed; copies are made of "
    "it."
)
_ITEM: Final = (
    "item_number", "type", "description", "source", "collected_at", "collected_where", "collector",
    "independent", "media_type", "sha256", "seal_number", "received_on", "note",
)  # fmt: skip
_STEP: Final = ("handed_at", "from_whom", "to_whom", "reason", "condition", "seal_number")
_STATES: Final[Mapping[object, str]] = {True: UNCHANGED, False: CHANGED, None: NO_FILE}


def _looked_at(
    tx: Tx, card: Card | None, order: Order, categories: frozenset[Category]
) -> Mapping[str, Fact]:
    """Of each item that goes whether its file is still what came, read back now."""
    assert card is not None
    if EvidenceItem.category not in categories:
        return {}
    found = rows.of_scope(tx.conn, EvidenceItem.kind, card.case_id)
    chosen = [row for row in found if row.id == order.about] or found
    return {"unchanged": {row.id: custody.unchanged(tx, row) for row in chosen}}


@paper("evidence_list", needs=(EvidenceItem.kind,), gather=_looked_at)
def evidence_list(writing: Writing) -> Draft:
    """All items at a glance, then each with its chain of custody. No name of the person stands on it."""
    kept = writing.all(EvidenceItem)
    parts = [Part(writing.say(N_("At a glance")), (writing.say(_WHAT_IT_IS),), table=_glance(writing, kept))]
    for at, one in enumerate(kept, 1):
        parts += _item(writing, one, at)
    signers = [
        Signature(writing.say(N_("Handed over by"))),
        Signature(writing.say(N_("Received by"))),
    ]
    return Draft([*parts, contact_part(writing)], signers)


def _glance(writing: Writing, kept: tuple[Kept, ...]) -> Table:
    columns = (N_("No."), N_("Item number"), N_("Type"), N_("Collected at"), N_("The file"))
    return Table(
        tuple(writing.say(one) for one in columns),
        tuple(
            (
                count(writing, at),
                writing.value(one.record, "item_number") or UNSAID,
                writing.value(one.record, "type"),
                writing.value(one.record, "collected_at"),
                _state(writing, one),
            )
            for at, one in enumerate(kept, 1)
        ),
        (1, 3, 3, 3.5, 4.5),
    )


def _state(writing: Writing, kept: Kept) -> Words:
    known = writing.facts.get("unchanged")
    state = known.get(kept.id) if isinstance(known, dict) else None
    return writing.say(_STATES[state if isinstance(state, bool) else None])


def _item(writing: Writing, kept: Kept, number: int) -> list[Part]:
    heading = writing.say(N_("{heading} {number}"), heading=writing.say(EvidenceItem.title), number=number)
    lines = writing.lines(kept.record, EvidenceItem, *_ITEM)
    size = writing.line(kept.record, EvidenceItem, "size", N_("Size in bytes"))
    state = Line(writing.say(N_("The file, read back for this list")), _state(writing, kept))
    chain = writing.rows(CustodyStep, kept.id)
    parts = [Part(heading, rows=(*lines, *((size,) if size and size.value else ()), state))]
    if not chain:
        said = writing.say(N_("No hand-over is written down."))
        return [*parts, Part(writing.say(N_("Chain of custody")), (said,))]
    hands = writing.table(chain, CustodyStep, *_STEP, shares=(3, 3, 3, 4, 3, 2.5))
    return [*parts, Part(writing.say(N_("Chain of custody")), table=hands), *_checks(writing, chain)]


def _checks(writing: Writing, chain: tuple[Kept, ...]) -> list[Part]:
    """What was found at each hand-over: the seal, and the hash."""
    found = [
        one for one in chain if one.record.seal_intact is not None or one.record.hash_matches is not None
    ]
    table = writing.table(found, CustodyStep, "handed_at", "seal_intact", "hash_matches", shares=(4, 3, 3))
    return [Part(writing.say(N_("Found at each hand-over")), table=table)] if table else []
