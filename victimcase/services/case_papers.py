"""Before a paper is given out: to whom it can go, what would go and what not, and how it would look."""

from __future__ import annotations

from dataclasses import dataclass, replace

from victimcase import i18n
from victimcase.domain import outputs
from victimcase.domain.errors import Invalid
from victimcase.domain.outputs import INTERNAL, OUTPUTS, Output
from victimcase.domain.records.person import Person
from victimcase.domain.rights import Right
from victimcase.domain.spec import RECORDS, Link, specs
from victimcase.domain.words import CATEGORY_TITLES, Category
from victimcase.i18n import N_, tr
from victimcase.services import case_sheets, compose, door, papers, reading, vaults
from victimcase.services.papers import Order
from victimcase.services.released import FreeText, Withheld
from victimcase.services.tx import Tx
from victimcase.services.use_case import query
from victimcase.services.writable import is_mission
from victimcase.store import rows

NOT_OUT = N_("not given out yet")


@dataclass(frozen=True)
class Addressee:
    """An organisation of the directory a paper can go to. `country` and `type` are words, not codes."""

    id: str
    name: str
    country: str
    city: str
    type: str = ""
    own_script_name: str = ""


@query(N_("See to whom a paper can go"), needs=Right.SEE_DIRECTORY)
def addressees(tx: Tx) -> list[Addressee]:
    """The organisations of the directory by name."""
    found = []
    for row in rows.of_scope(tx.conn, "organisation", tx.me.office):
        said = {name: str(value or "") for name, value in row.values.items()}
        country = tx.reference.country(said["country"]) if said["country"] else ""
        kind = tr(tx.reference.label("org_Type", said["type"])) if said["type"] else ""
        made = Addressee(row.id, said["name"], country, said["city"], kind, said["own_script_name"])
        found.append(made)
    return sorted((one for one in found if one.name), key=lambda one: (one.name.casefold(), one.id))


def purposes(output: str) -> list[tuple[str, str]]:
    """Code and words of the purposes a paper can serve."""
    found = [outputs.PURPOSES[code] for code in outputs.OUTPUTS[output].purposes]
    order = list(outputs.PURPOSES)
    return [(one.code, tr(one.title)) for one in sorted(found, key=lambda one: order.index(one.code))]


@query(N_("See for whom a paper usually is"), needs=Right.SEE_CASES)
def usual(tx: Tx, output: str, recipient: str, purpose: str) -> tuple[str, str]:
    """For whom and for which purpose a paper is made where either is not said. Raises Invalid.

    Somebody of a mission is asked: a paper that can serve others is not meant for the office they look into.
    """
    possible = OUTPUTS[output].purposes
    guest = is_mission(tx) and len(possible) > 1
    whom = recipient or usual_recipient(possible - {INTERNAL} if guest else possible)
    return whom, purpose or usual_purpose(output, whom)


def usual_recipient(possible: frozenset[str]) -> str:
    """For whom a paper is made when nobody is named: the own office, or else the person. Raises Invalid."""
    if INTERNAL in possible:
        return door.OWN
    if any(outputs.PURPOSES[one].to_person for one in possible):
        return door.PERSON
    raise Invalid(
        N_("This paper is for somebody outside, and it was not said for whom; nothing was written."),
        N_("Name an organisation of the directory (command line: --to)."),
    )


def usual_purpose(output: str, recipient: str) -> str:
    """The purpose of a paper for somebody where only one fits. Raises Invalid naming those that do."""
    whom = recipient.strip().casefold()
    fitting = [
        code
        for code, _ in purposes(output)
        if (code == INTERNAL) == (whom == door.OWN)
        and outputs.PURPOSES[code].to_person == (whom == door.PERSON)
    ]
    if len(fitting) == 1:
        return fitting[0]
    raise Invalid(
        N_("It has to be said what the paper is for; nothing was written."),
        N_("Possible purposes: {purposes} (command line: --purpose)."),
        purposes=", ".join(fitting) or tr(N_("none for this recipient")),
    )


@dataclass(frozen=True)
class Makeable:
    """A paper this user can make: code, title, the purposes it serves, its parts (code and title)."""

    output: str
    title: str
    purposes: tuple[tuple[str, str], ...]
    parts: tuple[tuple[str, str], ...]
    about: str
    """Kind of the record it is about, where a case may have several; else empty."""
    lacks: str = ""
    """What has to be written before it can be made, in words; empty where nothing is missing."""


@query(N_("See which papers there are"), needs=Right.RELEASE)
def makeable(tx: Tx, number: str) -> list[Makeable]:
    """The papers about a case this user can make, in the order of the work, and what each still lacks."""
    card = tx.case(number)
    kinds = {kind for kind, _ in reading.records(tx, card)}
    every = (_makeable(one) for one in outputs.papers() if one.records and _makes(tx, one))
    return [replace(one, lacks=_lacking(one, kinds)) for one in every]


def _makes(tx: Tx, one: Output) -> bool:
    """Whether a paper is for this user to make at all."""
    made_by = compose.composer(one.code)
    for_missions = made_by is None or made_by.by_missions or not is_mission(tx)
    return for_missions and one.right in tx.me.rights


def _lacking(one: Makeable, kinds: set[str]) -> str:
    """The title of the record a paper is made of and cannot do without, where there is none."""
    made_by = compose.composer(one.output)
    needs = made_by.needs if made_by is not None else ()
    return "" if not needs or kinds & set(needs) else tr(RECORDS[needs[0]].title)


@dataclass(frozen=True)
class Begun:
    """What the choice of a paper is made from: the paper, to whom it can go, the records it can be about.

    `office` is the language papers of the office begin with, `theirs` that of the person: codes of
    catalogues, `theirs` empty where it is not known or papers have no words in it. Then `unspoken` is its
    name.
    """

    paper: Makeable
    addressees: tuple[Addressee, ...]
    records: tuple[tuple[str, str, str], ...]
    """Id, words, and the day it was written (ISO 8601)."""
    office: str = i18n.SOURCE
    theirs: str = ""
    unspoken: str = ""
    usual: str = ""
    """The organisation the newest record it can be about names, as its mission or its authority."""


@query(N_("Begin a paper"), needs=Right.RELEASE)
def begun(tx: Tx, number: str, output: str) -> Begun:
    """What is asked before a paper is made; without a number it is about no case. Raises NotFound for a case
    that is not for this user.
    """
    paper = _makeable(OUTPUTS[output])
    sheets = case_sheets.of_kinds(tx, number, {paper.about}) if paper.about and number else ()
    found = tuple((one.record, one.summary or one.title, one.written) for one in sheets)
    whom = tuple(addressees(tx)) if Right.SEE_DIRECTORY in tx.me.rights else ()
    office = _spoken(str(vaults.settings(tx).get("language") or "")) or i18n.SOURCE
    person = reading.dossier(tx, tx.case(number)).latest(Person) if number else None
    language = (person.record.primary_language if person else None) or ""
    theirs = _spoken(language)
    unspoken = tx.reference.language(language) if language and not theirs else ""
    named = _named(tx, number, sheets[0]) if sheets else ""
    return Begun(paper, whom, found, office, theirs, unspoken, named)


def _named(tx: Tx, number: str, sheet: case_sheets.Sheet) -> str:
    """The organisation a record leads to."""
    cls = RECORDS[sheet.kind]
    fields = [
        name for name, spec in specs(cls).items() if isinstance(spec, Link) and spec.to == "organisation"
    ]
    values = reading.row_of(tx, cls, tx.case(number), sheet.record).values
    return next((str(values[name]) for name in fields if values[name]), "")


def _spoken(language: str) -> str:
    """The catalogue of a language, where every word of a paper is in it; else nothing."""
    if language in (i18n.SOURCE, "eng"):
        return i18n.SOURCE
    found = i18n.catalogue(language) if language else None
    return found.code if found is not None and found.whole else ""


def _makeable(one: Output) -> Makeable:
    made_by = compose.composer(one.code)
    needs = made_by.needs[0] if made_by is not None and made_by.needs else ""
    about = needs if needs and RECORDS[needs].many else ""
    sections = made_by.sections if made_by is not None else ()
    parts = tuple((code, tr(title)) for code, title in sections)
    return Makeable(one.code, tr(one.title), tuple(purposes(one.code)), parts, about)


@dataclass(frozen=True)
class Foreseen:
    """What would go to whom: categories in words, what is held back and why, and the paper as it would look.

    `given_on` are the days of the consents it rests on, ISO 8601; `limits` what the person does not want.
    `texts` are free texts somebody has to read through (`free_texts`).
    `paper` is a PDF in memory, marked as not given out; empty where nothing would go.
    """

    recipient: str
    categories: tuple[tuple[Category, str], ...]
    withheld: tuple[Withheld, ...]
    records: int
    paper: bytes = b""
    texts: tuple[FreeText, ...] = ()
    limits: tuple[str, ...] = ()
    given_on: tuple[str, ...] = ()
    overridden: bool = False


@query(N_("Read a paper through before it goes"), needs=Right.RELEASE)
def foreseen(tx: Tx, output: str, order: Order, *, paper: bool = False) -> Foreseen:
    """What the door would let through now, and with `paper` how it would look. Nothing is given out.

    Raises what the door raises, and MissingGlyphs.
    """
    whom = order.recipient if order.purpose != INTERNAL else door.OWN
    released = papers.decided(tx, output, replace(order, recipient=whom), mark=True)
    count = sum(len(content.pieces) for content in released.contents)
    data = b""
    if paper and (count or not OUTPUTS[output].records):
        marked = replace(released, number=tr(NOT_OUT))
        data = papers.rendered(output, marked, papers.setting_of(tx), order)
    bases = [basis for content in released.contents for basis in content.bases]
    return Foreseen(
        recipient=released.recipient.name,
        categories=tuple((one, tr(CATEGORY_TITLES[one])) for one in Category if one in released.categories),
        withheld=released.withheld,
        records=count,
        paper=data,
        texts=released.texts,
        limits=tuple(dict.fromkeys(limit for basis in bases for limit in basis.limits)),
        given_on=tuple(dict.fromkeys(day for content in released.contents for day in content.given_on)),
        overridden=any(basis.override for basis in bases),
    )
