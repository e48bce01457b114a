"""The access-request file: everything kept about a person who asks, for that person, others covered."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Final

from victimcase.domain import outputs
from victimcase.domain.records.person import Person
from victimcase.domain.rights import Right
from victimcase.domain.spec import (
    RECORDS,
    Attachment,
    Link,
    LongText,
    Phone,
    Record,
    Text,
    User,
    category_of,
    filled,
    specs,
)
from victimcase.domain.words import SEALED, STAGE_OF, STAGE_TITLES, Category, Scope, Stage
from victimcase.i18n import N_
from victimcase.report.paper import Line, Part, Table, Words
from victimcase.services import history, reading
from victimcase.services.compose import Draft, given_out, paper
from victimcase.services.compose.nameless import names_of_others, without
from victimcase.services.compose.order import Order
from victimcase.services.compose.own_papers import RIGHTS_OF_THE_PERSON
from victimcase.services.compose.pieces import count, desks, listed, office, table_of
from victimcase.services.compose.writing import Kept, Writing
from victimcase.services.marking import COVER
from victimcase.services.released import Fact
from victimcase.services.tx import Tx
from victimcase.store import statements
from victimcase.store.cards import Card

COVERED: Final = N_("[covered: somebody else]")
_WHO_ELSE: Final = (
    "address against appointed_by arrival_confirmed_by asked_by assessed_by belongings_to case_owner "
    "collector contact counsellor escort_name examined_by family_told_by fee_paid_to from_whom given_by "
    "held_by interpreter interviewers left_to met_by name own_script_name paid_by paid_to present "
    "provider_name received_by received_from receiver referred_by_text reported_by responsible "
    "restricted_members returned_to safe_contact_how sought source sponsor status_reported_by to_whom "
    "who witness"
)
_PEOPLE: Final = frozenset(_WHO_ELSE.split())
"""Fields written freely that say who or where somebody else is; names of users and numbers besides."""
_OWN: Final = frozenset({"document.name", "identity_document.name_on_document", "shelter_stay.address"})
"""Fields called like those that are about the person themself."""

_WHAT: Final = N_(
    "You asked what we keep about you. This is your file as it stands today, set out by the parts of our "
    "work; at its end stands who was given something. If you wish, one of us, or somebody you trust, reads "
    "it with you."
)
_OTHERS: Final = N_(
    "Names, telephone numbers and addresses of other people are covered: they have the same right to be safe "
    "as you. What you told us of them yourself we can read to you."
)
_MISSING: Final = N_(
    "A text that may name others is left out until somebody has read it through. What a court or the safety "
    "of a person forbids to tell can be missing. Ask us, or the authority for data protection."
)
_VIEWS: Final = (
    "SELECT substr(e.at, 1, 10), e.action, e.subject FROM entry e "
    "WHERE e.scope = ? AND e.last < e.first AND e.action LIKE 'view.%' ORDER BY e.seq"
)


def _beside_records(
    tx: Tx, card: Card | None, order: Order, categories: frozenset[Category]
) -> dict[str, Fact]:
    """Who has what, and what was looked at behind a lock, as far as this user may tell it."""
    assert card is not None  # the file is made of the records of a case
    return {
        "given": given_out.lines(tx, card, categories),
        "covered": _covered(tx, card, categories),
        "viewed": _viewings(tx, card, categories) if Right.SEE_AUDIT in tx.me.rights else None,
        **desks(tx),
    }


def _covered(tx: Tx, card: Card, categories: frozenset[Category]) -> dict[str, Fact]:
    """Texts that name somebody else, as they may go: `id.field` -> the text with those names covered.

    The names themselves are no part of what goes, so none of them is a fact.
    """
    names = names_of_others(tx, card, categories)
    found: dict[str, Fact] = {}
    for kind, one in reading.records(tx, card):
        cls = type(one.record)
        if cls is Person or not outputs.is_part(kind, "access_request"):
            continue
        for name, spec, value in filled(one.record):
            if isinstance(spec, Text | LongText) and category_of(cls, name) in categories:
                text = str(value)
                if not is_others(cls, name) and (said := without(text, names)) != text:
                    found[f"{one.id}.{name}"] = said
    return found


def _viewings(tx: Tx, card: Card, categories: frozenset[Category]) -> list[Fact]:
    """Day, act and how often. What shows that something sealed is there is told with that category only."""
    found = Counter(
        (str(day), str(action))
        for day, action, subject in statements.every(tx.conn, _VIEWS, (card.case_id,))
        if action != "view.sealed_fields" or _sealed_of(str(subject)) <= categories
    )
    return [{"day": day, "act": act, "times": times} for (day, act), times in found.items()]


def _sealed_of(kinds: str) -> frozenset[Category]:
    """The sealed categories that records of these kinds may hold; all of them where a kind is not known."""
    if any(kind not in RECORDS for kind in kinds.split()):
        return SEALED
    classes = [RECORDS[kind] for kind in kinds.split()]
    return frozenset(category_of(cls, name) for cls in classes for name in specs(cls)) & SEALED


@paper("access_request", needs=("person",), gather=_beside_records, by_missions=False)
def access_request(writing: Writing) -> Draft:
    """A letter that explains the file, all that is held part by part of the work, and who has what."""
    groups: list[tuple[Words, list[type[Record]]]] = [
        (writing.say(N_("About you")), [cls for cls in _kinds(writing) if cls.scope is Scope.PERSON])
    ]
    for stage in Stage:
        groups.append((writing.say(STAGE_TITLES[stage]), list(_of_stage(writing, stage))))
    groups.append((writing.say(N_("Around the case")), list(_of_stage(writing, None))))
    parts: list[Part] = [*_letter(writing)]
    for heading, kinds in groups:
        parts += _chapter(writing, heading, kinds)
    return Draft([*parts, *_ledger(writing)], title=writing.say(N_("Your file")))


def _kinds(writing: Writing) -> list[type[Record]]:
    return list(dict.fromkeys(type(piece.record) for piece in writing.content.pieces))


def _of_stage(writing: Writing, stage: Stage | None) -> Iterator[type[Record]]:
    for cls in _kinds(writing):
        if cls.scope is not Scope.PERSON and (STAGE_OF[cls.step] if cls.step else None) is stage:
            yield cls


def _letter(writing: Writing) -> Iterator[Part]:
    """What this is, what is not in it, what the person can do with it."""
    say = writing.say
    yield Part(paragraphs=(say(_WHAT),))
    yield Part(say(N_("What is covered, and why")), paragraphs=(say(_OTHERS), say(_MISSING)))
    yield Part(say(N_("Your rights, and how to use them")), paragraphs=tuple(map(say, RIGHTS_OF_THE_PERSON)))
    yield Part(say(N_("Whom to ask")), rows=office(writing))


def _chapter(writing: Writing, heading: Words, kinds: list[type[Record]]) -> Iterator[Part]:
    """One part of the work, beginning on a page of its own; a part nothing is held of is left out."""
    first = True
    for cls in kinds:
        same = writing.all(cls)
        for at, kept in enumerate(same, 1):
            rows = tuple(_lines(writing, kept))
            if not rows:
                continue
            if first:
                yield Part(
                    heading, paragraphs=(writing.say(N_("What is kept under this heading:")),), new_page=True
                )
                first = False
            title = writing.say(cls.title)
            if len(same) > 1:
                number = count(writing, at)
                title = writing.say(N_("{heading} {number}"), heading=title, number=number)
            yield Part(title, rows=rows)


def _lines(writing: Writing, kept: Kept) -> Iterator[Line]:
    cls: type[Record] = type(kept.record)
    covered = table_of(writing.facts["covered"])
    for name, spec, _ in filled(kept.record):
        if isinstance(spec, Attachment):
            value: Words = writing.say(N_("a file, which you can ask to see"))
        elif is_others(cls, name):
            value = writing.say(COVERED)
        else:
            value = writing.value(kept.record, name)
            said = covered.get(f"{kept.id}.{name}")
            if isinstance(value, str) and said is not None:
                value = _both(value, str(said))
        if value:
            yield Line(writing.say(spec.label), value, field=f"{cls.kind}.{name}")


def _both(text: str, said: str) -> str:
    """A text with what either has covered; they are of one length but where they are of different texts."""
    if len(text) != len(said):
        return said
    return "".join(COVER if COVER in both else both[0] for both in zip(text, said, strict=True))


def is_others(cls: type[Record], name: str) -> bool:
    """Whether a field tells who or where somebody else is."""
    spec = specs(cls)[name]
    if cls is Person or f"{cls.kind}.{name}" in _OWN:
        return False
    if isinstance(spec, User | Phone) or spec.search == "name":
        return True
    if isinstance(spec, Link):
        return spec.to == "contact_person"
    return name in _PEOPLE and isinstance(spec, Text | LongText)


def _ledger(writing: Writing) -> Iterator[Part]:
    """Who was given something, and what was opened behind a lock."""
    say = writing.say
    table = given_out.table(writing)
    nobody = (say(N_("Nothing about you has been given to anybody else.")),) if table is None else ()
    yield Part(say(N_("Who has been given something")), paragraphs=nobody, table=table, new_page=True)
    heading = say(N_("Who has looked"))
    viewed = writing.facts["viewed"]
    if viewed is None:
        yield Part(heading, paragraphs=(say(N_("Our supervisor keeps this list; ask us to add it.")),))
        return
    rows = tuple(
        (writing.iso(str(one["day"])), say(history.VIEWINGS.get(str(one["act"]), "")), str(one["times"]))
        for one in listed(viewed)
    )
    told = N_(
        "Each time somebody of this office opened a locked part of your file, your documents or its history, "
        "that was noted:"
    )
    none = N_("No locked part of your file, no document and no history of it has been opened.")
    heads = tuple(map(say, (N_("Day"), N_("What was opened"), N_("How often"))))
    yield Part(
        heading,
        paragraphs=(say(told if rows else none),),
        table=Table(heads, rows, shares=(1, 3, 1)) if rows else None,
    )
