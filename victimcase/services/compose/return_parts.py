"""Parts of the papers of a return: who the person is, the papers for the border, the mission, the risks."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from victimcase.domain import consular
from victimcase.domain.profiles import UNVERIFIED
from victimcase.domain.records.family import IdentityDocument, Relative
from victimcase.domain.records.person import Guardian, Person, StatedAge
from victimcase.domain.records.protection import Risk, RiskAssessment
from victimcase.domain.records.repatriation import (
    ConsularNotification,
    ExitPermission,
    FitToTravel,
    NationalityVerification,
    TravelDocument,
)
from victimcase.domain.spec import Record
from victimcase.domain.words import Category
from victimcase.i18n import N_
from victimcase.report.paper import Cell, Line, Part, Table, Words
from victimcase.services.compose.common import speaking
from victimcase.services.compose.return_facts import CONSULATE, is_told
from victimcase.services.compose.writing import BLANK, Kept, Writing

NOTHING: Final = N_("Nothing is written here yet.")
PARENTS: Final = ("mother", "father")
_AT_HAND: Final = frozenset({"person", "office", "family", "police", "immigration", "mission"})
NOT_AT_HAND: Final = N_("Not within the person's reach")


# who reads
def inside(writing: Writing) -> bool:
    """Whether the paper stays in the own office."""
    return writing.released.recipient.own


def outside(writing: Writing) -> bool:
    """Whether somebody else than the own office and the person reads it."""
    return not (inside(writing) or writing.released.recipient.person)


def to_mission(writing: Writing) -> bool:
    """Whether a mission reads it."""
    return writing.released.purpose.code == CONSULATE


def of_mission(writing: Writing, country: str | None) -> bool:
    """Whether something about a country may stand on this paper: a mission reads of its own alone."""
    return not to_mission(writing) or country == writing.facts.get("mission_of")


def said(writing: Writing, heading: str, cls: type[Record], found: tuple[Part, ...]) -> list[Part]:
    """The parts of a section, or that nothing is written; no section where the category may not go."""
    if found or not writing.goes(cls.category):
        return list(found)
    return [Part(writing.say(heading), paragraphs=(writing.say(NOTHING),))]


def section(writing: Writing, heading: str, cls: type[Record], *names: str) -> list[Part]:
    """A section of one kind of record, all of them."""
    return said(writing, heading, cls, writing.part(heading, cls, *names))


def one(writing: Writing, heading: str, record: Record, cls: type[Record], *names: str) -> tuple[Part, ...]:
    """A part of one record; none where it says nothing."""
    rows = writing.lines(record, cls, *names)
    return (Part(writing.say(heading), rows=rows),) if rows else ()


# who the person is
def full_name(writing: Writing) -> Words:
    """The names of the person in one line, the own script after them; empty where they may not go."""
    person = writing.latest(Person) or Person()
    names = (person.given_names, person.middle_names, person.family_name)
    name = " ".join(name for name in names if name)
    own = person.own_script_name or ""
    return f"{name} ({own})" if name and own and own != name else name or own


def name_line(writing: Writing) -> Line:
    """The name as a line, or that it is withheld."""
    label = writing.say(N_("Person"))
    if not writing.goes(Category.IDENTITY):
        return Line(label, field="person.given_names", withheld=True)
    return Line(label, full_name(writing), field="person.given_names")


def born_line(writing: Writing) -> tuple[Line, ...]:
    """Gender, birth and citizenships in one line."""
    person = writing.latest(Person)
    if person is None or not writing.goes(Category.IDENTITY):
        return ()
    words = [writing.value(person, name) for name in ("gender", "birth", "citizenships")]
    label = writing.say(N_("Gender, born, citizenship"))
    return (Line(label, writing.join([word for word in words if word], " · "), field="person.birth"),)


def identity(writing: Writing) -> list[Part]:
    """Names, birth and languages; parents and guardian; papers that show who the person is."""
    person = writing.latest(Person)
    heading = N_("Identity")
    rows = writing.lines(
        person,
        Person,
        "given_names", "middle_names", "family_name", "own_script_name", "other_names", "gender", "birth",
        "place_of_birth", "country_of_birth", "citizenships", "stateless", "permanent_residence",
        "identity_number", "primary_language", "secondary_language", "interpreter_needed",
    ) if person else ()  # fmt: skip
    parts = said(writing, heading, Person, (Part(writing.say(heading), rows=rows),) if rows else ())
    return [*parts, *_stated_ages(writing), *family(writing), *documents(writing)]


def _stated_ages(writing: Writing) -> list[Part]:
    """Every stated age with its source, for the own office: to others several ages look like a lie."""
    if not inside(writing):
        return []
    kept = writing.all(StatedAge)
    names = (name for name in ("age", "birth") if any(getattr(each.record, name) for each in kept))
    table = writing.table(kept, StatedAge, *names, "stated_on", "source")
    return [Part(writing.say(N_("Stated ages")), table=table)] if table else []


def family(writing: Writing, *, to_fill: bool = False) -> list[Part]:
    """Parents and the guardian who counts, by name; how they are reached stays in the case.

    `to_fill` leaves a line for a parent who is not written down.
    """
    heading, say = N_("Parents and guardian"), writing.say
    if not writing.goes(Category.FAMILY):
        hidden = Line(say(Relative.title), field="relative.name", withheld=True)
        return [Part(say(heading), rows=(hidden,))] if writing.told(Category.FAMILY) else []
    found = [kept.record for kept in writing.all(Relative) if kept.record.relation in PARENTS]
    rows = [Line(writing.value(each, "relation"), _named(each), field="relative.name") for each in found]
    known = {each.relation for each in found} if to_fill else set(PARENTS)
    rows += [Line(writing.code("relation", code), BLANK) for code in PARENTS if code not in known]
    for guardian in speaking(writing):
        words = [word for word in (_named(guardian), writing.value(guardian, "relation")) if word]
        rows.append(Line(say(Guardian.title), writing.join(words), field="guardian.name"))
    if not rows:
        return []
    wait = say(N_("Please do not turn to the family before you have asked the sending office."))
    return [Part(say(heading), paragraphs=(wait,) if outside(writing) else (), rows=tuple(rows))]


def _named(record: Relative | Guardian) -> str:
    name, own = record.name or "", record.own_script_name or ""
    return f"{name} ({own})" if name and own and own != name else name or own


def documents(writing: Writing) -> list[Part]:
    """The papers that show who the person is, and where each one lies now."""
    kept = writing.all(IdentityDocument)
    names = ("type", "number", "country", "name_on_document", "valid_until")
    table = writing.table(kept, IdentityDocument, *names, shares=(3, 3, 2.4, 3.4, 2.6, 3))
    if table is None:
        return []
    columns = (*table.columns, writing.say(N_("Where it is")))
    rows = tuple((*row, _holder(writing, each.record)) for row, each in zip(table.rows, kept, strict=True))
    shares = table.shares
    full = Table(columns, rows, shares=(3, 3, 2.4, 3.4, 2.6, 3) if len(shares) == len(names) else ())
    return [Part(writing.say(N_("Identity documents")), table=full)]


def _holder(writing: Writing, record: IdentityDocument) -> Cell:
    """Who holds a paper. To others it is out of reach where an exploiter has it: who did what is no part of
    this.
    """
    field = "identity_document.held_by"
    if not writing.goes(Category.IDENTITY):
        return Cell("", field, withheld=True)
    if outside(writing) and record.held_by not in _AT_HAND:
        return Cell(writing.say(NOT_AT_HAND), field)
    return Cell(writing.value(record, "held_by"), field)


# on what it rests
def agreed(writing: Writing) -> list[Part]:
    """To others: since when the person agrees that this is told, and what they do not want."""
    content, say = writing.content, writing.say
    if not outside(writing) or not content.bases:
        return []
    rows = []
    if content.given_on:
        days = writing.join([writing.iso(day) for day in content.given_on])
        rows.append(Line(say(N_("Given on")), days))
    limits = say(N_("Limits the person has set"))
    if content.limits:
        rows.append(Line(limits, "\n".join(content.limits), field="consent.limits"))
    elif content.limited:
        rows.append(Line(limits, say(_LIMITED)))
    return [Part(say(N_("Consent")), rows=tuple(rows))] if rows else []


_LIMITED: Final = N_("The person has set limits. Ask the sending office before you pass anything on.")


# papers for the border
def nationality(writing: Writing) -> list[Part]:
    """What each country was asked, and its answer."""
    names = (
        "country", "authority", "asked_on", "asked_again_on", "evidence", "interview_on", "answered_on",
        "result", "reference",
    )  # fmt: skip
    heading = N_("Nationality: request and answer")
    return _of_country(writing, heading, NationalityVerification, *names)


def travel_document(writing: Writing) -> list[Part]:
    """What the person crosses the border with; the permission to leave, and what the doctor says."""
    names = (
        "type", "number", "issuer", "country", "asked_on", "issued_on", "valid_from", "valid_until",
        "single_use", "used_on", "held_by",
    )  # fmt: skip
    permission = ("type", "authority", "number", "granted_on", "valid_until")
    fit = ("examined_on", "examined_by", "result", "conditions", "medicine", "valid_until")
    return [
        *_of_country(writing, N_("Travel document"), TravelDocument, *names),
        *writing.part(N_("Permission to leave"), ExitPermission, *permission),
        *writing.part(N_("Fit to travel"), FitToTravel, *fit),
    ]


def _of_country(
    writing: Writing,
    heading: str,
    cls: type[NationalityVerification] | type[TravelDocument],
    *names: str,
) -> list[Part]:
    """A section of records about countries; a mission reads of its own country alone."""
    if not to_mission(writing) or not writing.goes(cls.category):
        return section(writing, heading, cls, *names)
    kept = [each for each in writing.all(cls) if of_mission(writing, each.record.country)]
    parts = [part for each in kept for part in one(writing, heading, each.record, cls, *names)]
    return said(writing, heading, cls, tuple(parts))


# the mission
def notifications(writing: Writing) -> list[Kept]:
    """The notifications this reader may know of: the own office of all, a mission of its own, others of
    missions that are told.
    """
    found = [each for each in writing.all(ConsularNotification) if of_mission(writing, each.record.country)]
    if to_mission(writing) or not outside(writing):
        return found
    return [each for each in found if is_told(each.record)]


def rule_of(writing: Writing, country: str | None) -> Mapping[str, Any]:
    """The rule between the countries, as the profile has it; empty where it may not go."""
    rules = writing.facts.get("rules")
    found = rules.get(country or "") if isinstance(rules, dict) else None
    return found if isinstance(found, dict) else {}


def notification(writing: Writing) -> list[Part]:
    """Whether a mission is told, by which rule, who decided; never why one is told no more."""
    heading = N_("Consular notification")
    if not writing.goes(Category.TRAVEL):
        return list(writing.part(heading, ConsularNotification, "country", "decision"))
    parts: list[Part] = []
    for each in notifications(writing):
        parts += _notified(writing, heading, each.record)
    return parts or [Part(writing.say(heading), paragraphs=(writing.say(NOTHING),))]


def _notified(writing: Writing, heading: str, record: ConsularNotification) -> tuple[Part, ...]:
    if record.withdrawn_on or record.decision == consular.WITHDRAW:
        rows = writing.lines(record, ConsularNotification, "country")
        over = writing.say(consular.NEUTRAL_REASON)
        return (Part(writing.say(heading), paragraphs=(over,), rows=rows),)
    inner = ("asked_on", "wish", "decided_by", "decided_on") if inside(writing) else ()
    names = ("country", "mission", "decision", "notified_on", "visit_wanted", *inner)
    rows = (*writing.lines(record, ConsularNotification, *names), *rule_lines(writing, record))
    return (Part(writing.say(heading), rows=rows),)


def regime(writing: Writing, record: ConsularNotification) -> str:
    """The rule a mission is told by: as it is written down, else as the profile has it."""
    return record.regime or str(rule_of(writing, record.country).get("regime", ""))


def rule_lines(writing: Writing, record: ConsularNotification) -> tuple[Line, ...]:
    """The rule a mission is told by and, where it is that of the profile, where it stands."""
    code, rule = regime(writing, record), rule_of(writing, record.country)
    if not code or not writing.goes(Category.TRAVEL):
        return ()
    holds = Line(writing.say(N_("Rule that holds")), writing.code("consular_regime", code))
    if rule.get("regime") != code:
        return (holds,)
    source = str(rule["source"])
    if not inside(writing):
        source = source.partition(";")[0]  # what is not checked about it is the office's own business
    where: list[Words] = [source]
    if not rule["verified"] and inside(writing):
        where.append(writing.say(UNVERIFIED))
    return (holds, Line(writing.say(N_("Where it stands")), writing.join(where, ". ")))


# the risks
def risk(writing: Writing) -> list[Part]:
    """The assessment of the return that holds, each risk, and what is done against it."""
    heading = N_("Risks of the return and what is done about them")
    if not writing.goes(Category.ACCOUNT):
        return list(writing.part(heading, RiskAssessment))[:1]
    found = [each for each in writing.all(RiskAssessment) if each.record.purpose == "return"]
    if not found:
        return [Part(writing.say(heading), paragraphs=(writing.say(NOTHING),))]
    holding = found[-1]
    names = ("assessed_on", "country", "level", "conclusion", "persons_view", "sources", "review_on")
    parts = list(one(writing, heading, holding.record, RiskAssessment, *names))
    rows = [each for each in writing.rows(Risk, holding.id) if not each.record.closed_on]
    columns = ("what", "likelihood", "severity", "measure", "responsible", "residual")
    table = writing.table(rows, Risk, *columns, shares=(4.2, 2, 2, 4.2, 2.8, 2))
    if table:
        parts.append(Part(writing.say(N_("Each risk")), table=table))
    return parts
