"""Small pieces several papers are made of: lines that are there, the office and how to complain, numbers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from victimcase.domain.errors import Refused
from victimcase.i18n import N_, said_number
from victimcase.report.paper import Line, Words
from victimcase.services.compose.writing import Writing, one_if_alike
from victimcase.services.released import Fact
from victimcase.services.tx import Tx
from victimcase.services.writable import is_mission
from victimcase.store import rows

_SAYS: Final = {"complaints_to": N_("Complaints go to"), "data_protection_contact": N_("Data protection")}


def there(*lines: Line | None) -> tuple[Line, ...]:
    """Those lines that say something, are withheld, or are left to be written on."""
    return tuple(one for one in lines if one is not None and (one.value != "" or one.withheld))


def desks(tx: Tx) -> dict[str, Fact]:
    """Where complaints and questions about data go, as the settings of the office say."""
    found = rows.of_scope(tx.conn, "office_settings", tx.me.office)
    return {name: str(found[0].values[name]) for name in _SAYS if found and found[0].values[name]}


def office(writing: Writing) -> tuple[Line, ...]:
    """How the office is reached, and where complaints and questions about data go (`desks`)."""
    lines = [Line(writing.say(label), value) for label, value in writing.setting.contact]
    facts = [(label, str(writing.facts.get(name) or "")) for name, label in _SAYS.items()]
    return (*lines, *there(*(Line(writing.say(label), value) for label, value in facts)))


def count(writing: Writing, number: int) -> Words:
    """A whole number in the digits of each language."""
    return one_if_alike(tuple(said_number(number, language) for language in writing.languages))


def listed(fact: Fact) -> list[Mapping[str, Fact]]:
    """A fact that is a list of small tables."""
    return [one for one in fact if isinstance(one, Mapping)] if isinstance(fact, list) else []


def table_of(fact: Fact) -> Mapping[str, Fact]:
    """A fact that is a table."""
    return fact if isinstance(fact, Mapping) else {}


def not_by_missions(tx: Tx) -> None:
    """Raise Refused for a mission: it does not see all of a case, so it cannot say that this is all."""
    if is_mission(tx):
        raise Refused(
            N_("This paper is issued by the office that leads the case; nothing was given out."),
            N_("Ask that office for it."),
        )
