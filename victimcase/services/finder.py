"""One search over everything the user may see: cases, people to call, organisations."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from victimcase.domain.names import search_key
from victimcase.domain.rights import Right
from victimcase.i18n import N_
from victimcase.services import case_list, directory
from victimcase.services.case_list import Filters, Line
from victimcase.services.directory import Known
from victimcase.services.tx import Tx
from victimcase.services.use_case import query
from victimcase.store import statements

MOST: Final = 8
"""Findings of a sort at most."""


@dataclass(frozen=True)
class Named:
    """A case that was found. `also` is another name of the person, where that is what was found."""

    line: Line
    also: str


@dataclass(frozen=True)
class Found:
    """What a text finds; each empty where the user may not see such things."""

    cases: tuple[Named, ...]
    contacts: tuple[Known, ...]
    organisations: tuple[Known, ...]


@query(N_("Find anything"), needs=Right.OWN_ACCOUNT)
def find(tx: Tx, text: str, *, most: int = MOST) -> Found:
    """Cases by name in any script, alias or number, and whom the office knows by name; a few of each.

    A text that looks like the number of a document is a viewing, as in the list of cases.
    """
    wanted = text.strip()
    if not wanted:
        return Found((), (), ())
    lines = []
    if Right.SEE_CASES in tx.me.rights:
        lines = case_list.page(tx, Filters(text=wanted), limit=most)
    known = directory.listed(tx, text=wanted) if Right.SEE_DIRECTORY in tx.me.rights else []
    also = _other_names(tx, lines)
    words = search_key(wanted).split()
    return Found(
        tuple(Named(one, _also(one, also.get(one.case_id, ""), words)) for one in lines),
        tuple(one for one in known if one.kind == "contact_person")[:most],
        tuple(one for one in known if one.kind == "organisation")[:most],
    )


def _other_names(tx: Tx, lines: list[Line]) -> dict[str, str]:
    """Case -> the other names of its person, which are as much for the user to read as the first."""
    if not lines:
        return {}
    statement = (
        'SELECT c.case_id, p.other_names FROM card c JOIN "r_person" p ON p.id = c.person_id '
        f"WHERE p.other_names IS NOT NULL AND c.case_id IN ({', '.join('?' * len(lines))})"
    )
    return dict(statements.every(tx.conn, statement, [one.case_id for one in lines]))


def _also(line: Line, others: str, words: list[str]) -> str:
    """The other name that fits, where the names shown do not."""
    shown = search_key(f"{line.name} {line.name_in_script} {line.number}")
    if all(word in shown for word in words):
        return ""
    fitting = (one.strip() for one in others.split(","))
    return next((one for one in fitting if any(word in search_key(one) for word in words)), "")
