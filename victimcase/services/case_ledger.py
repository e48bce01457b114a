"""The ledger as people look at it: who holds what, who gave it out, and what is to be called back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from victimcase.domain.errors import NotFound
from victimcase.domain.outputs import OUTPUTS
from victimcase.domain.purposes import RECALL
from victimcase.domain.records.consents import Consent
from victimcase.domain.rights import Right
from victimcase.domain.words import Category
from victimcase.i18n import N_, tr
from victimcase.services import disclosures, reading, recalls
from victimcase.services.compose.order import Order
from victimcase.services.disclosures import NOT_ISSUED, Line
from victimcase.services.recalls import LETTER
from victimcase.services.recipients import recipient_called
from victimcase.services.tx import Tx
from victimcase.services.use_case import query
from victimcase.store import rows, statements

__all__ = ["LETTER", "Entry", "Receiver", "by_recipient", "every", "recall_order"]


@dataclass(frozen=True)
class Entry:
    """One line of the ledger as people read it: the names of those who gave it out and who confirmed it."""

    line: Line
    by: str
    second: str
    again: bool
    """Whether this user can look at the paper as it went."""
    consent: str = ""
    """The id of a consent it rests on that was withdrawn; empty where nothing is to be called back."""
    called_back: date | None = None
    """The day of the last letter that called it back."""
    then: str = ""
    """What the recipient was called when it went, where they have another name today."""

    @property
    def paper(self) -> str:
        """What kind of paper or file it is, in words."""
        known = OUTPUTS.get(self.line.output)
        return tr(known.title) if known else tr(N_("File"))

    @property
    def at(self) -> datetime:
        """When it went, here; when it was prepared, where it did not."""
        return datetime.fromisoformat(self.line.issued_at or self.line.prepared_at).astimezone()


@dataclass(frozen=True)
class Receiver:
    """Somebody who holds something, by today's name, and all that was made for them, newest first."""

    name: str
    entries: tuple[Entry, ...]
    whom: str = ""
    """The id of the organisation; empty for the own office, the person, and where nothing leads to it."""

    @property
    def out(self) -> int:
        """How many of them went, or may have."""
        return sum(one.line.state != NOT_ISSUED for one in self.entries)

    @property
    def newest(self) -> date:
        """The day of the newest that went; of the newest there is, where none did."""
        went = [one for one in self.entries if one.line.state != NOT_ISSUED]
        return max(one.at for one in went or self.entries).date()


@query(N_("See who has what, by recipient"), needs=Right.SEE_CASES)
def by_recipient(tx: Tx, number: str) -> list[Receiver]:
    """The ledger of a case by recipient, those who got something last first. Raises NotFound."""
    entries = _entries(tx, disclosures.listed(tx, number), _withdrawn(tx, number))
    known = {one.line.recipient: one.line.whom for one in entries if one.line.whom}
    known |= {recalls.called_today(tx, id_, name): id_ for name, id_ in known.items()}
    found: dict[tuple[str, str], list[Entry]] = {}
    for one in entries:
        whom = one.line.whom or known.get(one.line.recipient, "")
        name = recalls.called_today(tx, whom, one.line.recipient)
        then = one.line.recipient if one.line.recipient != name else ""
        found.setdefault((whom, name), []).append(replace(one, then=then))
    return [Receiver(name, tuple(given), whom) for (whom, name), given in found.items()]


@query(N_("See all papers that were given out"), needs=Right.SEE_AUDIT)
def every(tx: Tx) -> list[Entry]:
    """Every line of the ledger this user may see, newest first."""
    return _entries(tx, disclosures.listed(tx), {})


@query(N_("Begin to call something back"), needs=Right.RELEASE)
def recall_order(tx: Tx, number: str, consent: str, recipient: str) -> Order:
    """What a recall letter to one who holds something (`recipient`: their name or id) is made from.

    Raises NotFound for a case or consent that is not for this user, and for somebody the directory does not
    know.
    """
    known = reading.row_of(tx, Consent, tx.case(number), consent)
    whom = recipient_called(tx, recipient)
    if whom.id is None:
        raise NotFound(
            N_("“{name}” is nobody outside, so there is nothing to call back with a letter."),
            N_("Take the paper out of the file of the own office yourself."),
            name=recipient,
        )
    return Order(number, whom.id, RECALL, more={"consent": known.id})


def _entries(tx: Tx, lines: list[Line], withdrawn: Mapping[str, str]) -> list[Entry]:
    names, several, back = reading.people(tx), _of_several_cases(tx), _called_back(lines)
    found = []
    for line in reversed(lines):
        told = {Category(code) for code in line.categories}
        made = Entry(
            line,
            names.get(line.user, line.user),
            ", ".join(names.get(login, login) for login in line.second.split(", ")),
            line.kept and line.number not in several and told <= tx.me.readable,
            withdrawn.get(line.number, ""),
            back.get(line.number),
        )
        found.append(made)
    return sorted(found, key=lambda one: one.at, reverse=True)


def _of_several_cases(tx: Tx) -> set[str]:
    """The numbers of what was made of several cases: nobody looks at that again."""
    statement = (
        "SELECT d.number FROM disclosure d WHERE (SELECT count(*) FROM disclosed_case c "
        "WHERE c.disclosure = d.id) > 1"
    )
    return {str(number) for (number,) in statements.every(tx.conn, statement)}


def _called_back(lines: Iterable[Line]) -> dict[str, date]:
    """Number of a line -> the day of the last letter that called it back and went."""
    return {
        name.removeprefix(recalls.MARK): datetime.fromisoformat(one.issued_at).astimezone().date()
        for one in lines
        if one.output == LETTER and one.issued_at
        for name in one.fields
        if name.startswith(recalls.MARK)
    }


def _withdrawn(tx: Tx, number: str) -> dict[str, str]:
    """Number of a disclosure -> the withdrawn consent it is called back for (`recalls.holders`)."""
    found: dict[str, str] = {}
    card = tx.case(number)
    for row in rows.of_scope(tx.conn, Consent.kind, card.person_id):
        if not row.values["withdrawn_on"] or reading.secret(tx, row):
            continue
        for holder in recalls.holders(tx, row):
            for held in holder.disclosures:
                found.setdefault(held.number, row.id)
    return found
