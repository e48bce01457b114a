"""What several papers say alike: who the person is, whom to call, who signs, whether it is a child's case."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from victimcase.domain import status
from victimcase.domain.errors import Invalid
from victimcase.domain.records.person import Guardian, Person, StatedAge
from victimcase.domain.spec import Record, specs
from victimcase.domain.words import CATEGORY_TITLES, Category
from victimcase.i18n import N_, tr
from victimcase.report.paper import Cell, Line, Part, Signature, Words
from victimcase.services import reading
from victimcase.services.compose.order import Order
from victimcase.services.compose.writing import Writing
from victimcase.services.released import Fact
from victimcase.services.tx import Tx
from victimcase.store.cards import Card

PERSON, GUARDIAN = N_("The person"), N_("Guardian")
CASEWORKER, INTERPRETER = N_("Caseworker"), N_("Interpreter")

_WHO: Final = ("own_script_name", "birth", "gender", "citizenships")


def childhood(tx: Tx, card: Card | None, order: Order, categories: frozenset[Category]) -> Mapping[str, Fact]:
    """Whether the person is treated as a child today, where the paper may say who the person is."""
    assert card is not None
    if Category.IDENTITY not in categories:
        return {}
    return {"child": status.is_child(reading.dossier(tx, card))}


def must_go(categories: frozenset[Category], *needed: Category) -> None:
    """Raise Invalid where a paper would say by its very words what may not go."""
    held = [tr(CATEGORY_TITLES[one]) for one in needed if one not in categories]
    if held:
        raise Invalid(
            N_("This paper cannot be made without what may not go: {categories}. Nothing was given out."),
            N_("Ask the person for a consent that covers it, or choose it again."),
            categories=", ".join(held),
        )


def is_child(writing: Writing) -> bool:
    """Whether the paper is about somebody who is treated as a child."""
    return bool(writing.facts.get("child"))


def full_name(writing: Writing) -> str:
    """The name in Latin letters, in the order given, middle, family; empty where it may not be said."""
    person = writing.latest(Person)
    if person is None:
        return ""
    parts = (person.given_names, person.middle_names, person.family_name)
    return " ".join(part for part in parts if part)


def person_part(writing: Writing, *more: str, heading: str = PERSON) -> list[Part]:
    """Who the person is, in a few lines a stranger can compare with a face or a paper.

    `more` are further fields of the person. One line says “withheld” where nobody may be told.
    """
    if not writing.goes(Category.IDENTITY):
        hidden = Line(writing.say(Person.title), withheld=True)
        return [Part(writing.say(heading), rows=(hidden,))] if writing.told(Category.IDENTITY) else []
    person = writing.latest(Person)
    name = Line(writing.say(N_("Name")), full_name(writing), field="person.given_names")
    rows = [name, *writing.lines(person, Person, *_WHO)]
    if person is None or person.birth is None:
        rows += _stated(writing)
    if person is not None and person.age_disputed:
        disputed = N_("Yes. The person is treated as a child until the age is settled.")
        rows.append(_line(writing, Person, "age_disputed", writing.say(disputed)))
    if more:
        rows += writing.lines(person, Person, *more)
    return [Part(writing.say(heading), rows=tuple(rows))]


def _stated(writing: Writing) -> tuple[Line, ...]:
    """The age that was stated last, for somebody whose day of birth nobody knows."""
    stated = writing.latest(StatedAge)
    return writing.lines(stated, StatedAge, "age", "birth", "stated_on", "source") if stated else ()


def _line(writing: Writing, cls: type[Record], name: str, value: Words) -> Line:
    return Line(writing.say(specs(cls)[name].label), value, field=f"{cls.kind}.{name}")


def guardian_part(writing: Writing) -> tuple[Part, ...]:
    """Who may speak for the child: those who are checked, not suspected, and still in office."""
    if not writing.goes(Category.FAMILY):
        return writing.part(GUARDIAN, Guardian)
    found = speaking(writing)
    names = ("name", "own_script_name", "relation", "organisation", "appointed_by", "appointed_on", "phone")
    return tuple(Part(writing.say(GUARDIAN), rows=writing.lines(one, Guardian, *names)) for one in found)


def speaking(writing: Writing) -> list[Guardian]:
    """The guardians that count today."""
    today = writing.setting.today
    return [kept.record for kept in writing.all(Guardian) if status.counts_as_guardian(kept.record, today)]


def contact_part(writing: Writing) -> Part:
    """How the office that made the paper is reached."""
    rows = tuple(Line(writing.say(label), value) for label, value in writing.setting.contact)
    return Part(writing.say(N_("Who to contact")), rows=rows)


def explained(writing: Writing, heading: str, *lines: tuple[str, str], **values: Words) -> Part:
    """Sentences beside short headings: what follows, what is asked, what was explained."""
    rows = tuple(Line(writing.say(label), writing.say(text, **values)) for label, text in lines)
    return Part(writing.say(heading), rows=rows)


def signed_by_person(writing: Writing) -> list[Signature]:
    """Room for the person's signature or thumbprint, and for the guardian who speaks for a child."""
    signers = [Signature(writing.say(PERSON), full_name(writing), thumbprint=True)]
    if is_child(writing):
        names = [one.name or "" for one in speaking(writing)]
        signers.append(Signature(writing.say(GUARDIAN), names[-1] if names else ""))
    return signers


def signed_by(writing: Writing, role: str, name: Words | None = "") -> Signature:
    """Room for one more signature."""
    return Signature(writing.say(role), name if isinstance(name, str) else "")


def interpreted(writing: Writing, name: str | None) -> list[Signature]:
    """Room for the interpreter's signature, where there was one."""
    return [signed_by(writing, INTERPRETER, name)] if name else []


def text_part(writing: Writing, record: Record, name: str) -> list[Part]:
    """A long text under a heading of its own; nothing where it is empty or nobody has read it."""
    cls = type(record)
    label = writing.say(specs(cls)[name].label)
    line = writing.line(record, cls, name)
    if line is None or not (line.value or line.withheld):
        return []
    return [Part(label, paragraphs=(Cell(line.value or "", line.field, withheld=line.withheld),))]
