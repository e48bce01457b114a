"""What liaison officers get: recruiters, documents and places met in several cases, nobody who was helped.

Only a supervisor lets it out. Every text is looked through once more at that moment, as somebody may have
come to the office since it was written.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from victimcase.domain.errors import Invalid, Refused
from victimcase.domain.purposes import LIAISON
from victimcase.domain.records.region import Pattern
from victimcase.domain.rights import Right
from victimcase.domain.spec import specs
from victimcase.domain.values import to_plain
from victimcase.domain.words import Category
from victimcase.i18n import N_, tr
from victimcase.services import naming, papers, patterns, reading
from victimcase.services.compose.order import Order
from victimcase.services.disclosures import Given
from victimcase.services.patterns import Known
from victimcase.services.released import Fact
from victimcase.services.session import Session
from victimcase.services.tx import Tx
from victimcase.services.use_case import query
from victimcase.store import rows
from victimcase.store.cards import Card
from victimcase.store.rows import Seen

OUTPUT: Final = "liaison_extract"
FEW: Final = 3
"""Below this a count is told as “a few”: a small one may lead to the person."""

TOLD: Final = (
    "name",
    "alias",
    "phone",
    "platform",
    "handle",
    "account",
    "company",
    "document",
    "country",
    "place",
    "route",
    "methods",
    "first_seen",
    "last_seen",
    "description",
)
"""Fields that go; who wrote a pattern down and who has it already stays here."""


@dataclass(frozen=True)
class Choosing:
    """Which patterns are meant: those of these ids, and those written on this day (ISO 8601) or later."""

    ids: tuple[str, ...] = ()
    since: str = ""

    def more(self) -> Mapping[str, str]:
        """The same as answers of an order for a paper."""
        return {"patterns": ",".join(self.ids), "since": self.since}


def chosen(tx: Tx, choosing: Choosing) -> list[Known]:
    """The patterns that are meant. Raises Invalid for no day, and where there is none."""
    _check_day(choosing.since)
    found = [
        one
        for one in patterns.listed(tx)
        if (not choosing.ids or one.id in choosing.ids)
        and (not choosing.since or one.changed_on >= choosing.since)
    ]
    if not found:
        raise Invalid(
            N_("No pattern was chosen, or none was written since that day. Nothing was given out."),
            N_("Choose patterns, or an earlier day."),
        )
    return found


def _check_day(text: str) -> None:
    try:
        date.fromisoformat(text or "2000-01-01")
    except ValueError:
        raise Invalid(
            N_("“{day}” is no day, so nothing was given out."),
            N_("Write it as year, month and day: 2026-03-14."),
            day=text,
        ) from None


@query(N_("See what an extract would hold"), needs=Right.RELEASE_EXTRACT)
def foreseen(tx: Tx, choosing: Choosing) -> list[str]:
    """The short names of the patterns that would go. Raises what `give` raises but for the recipient."""
    return [str(one["name"]) for one in _facts(tx, choosing)]


def gather(tx: Tx, card: Card | None, order: Order, categories: frozenset[Category]) -> dict[str, Fact]:
    """The patterns as plain values, looked through: what the paper is composed from."""
    tx.require(Right.RELEASE_EXTRACT)
    ids = tuple(one for one in order.more.get("patterns", "").split(",") if one)
    found = _facts(tx, Choosing(ids, order.more.get("since", "")))
    facts: list[Fact] = [*found]
    return {"patterns": facts}


def _facts(tx: Tx, choosing: Choosing) -> list[dict[str, Fact]]:
    wanted = [one.id for one in chosen(tx, choosing)]
    people = naming.of_vault(tx)
    kept = {str(row.id): reading.seen(tx, row) for row in rows.of_scope(tx.conn, Pattern.kind, tx.me.office)}
    return [_told(people, kept[id_]) for id_ in wanted]


def _told(people: naming.Naming, found: Seen) -> dict[str, Fact]:
    """One pattern without victims. Raises Refused where a text of it names one."""
    one = found.record
    assert isinstance(one, Pattern)
    for name in TOLD:
        value = getattr(one, name)
        if isinstance(value, str) and people.what(value, alias=name in naming.ALIASES):
            raise Refused(
                N_("“{field}” of “{pattern}” names somebody the office helps. Nothing was given out."),
                N_("Open the pattern, take that out, and begin again."),
                field=tr(specs(Pattern)[name].label),
                pattern=one.name or "",
            )
    said: dict[str, Fact] = {
        name: to_plain(value) for name in TOLD if (value := getattr(one, name)) not in (None, "", ())
    }
    count = one.cases or 0
    return {**said, "cases": count if count >= FEW else "few"}


def order_for(recipient: str, choosing: Choosing, languages: Sequence[str] = ("en",)) -> Order:
    """The order for the paper; `recipient` is an organisation of the directory."""
    return Order("", recipient, LIAISON, languages=tuple(languages), more=choosing.more())


def give(session: Session, recipient: str, choosing: Choosing, out: Path, *, language: str = "en") -> Given:
    """Write the extract as a paper: through the door, numbered, once. Raises as `papers.give`."""
    return papers.give(session, OUTPUT, order_for(recipient, choosing, (language,)), out)
