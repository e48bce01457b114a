"""Everything that can leave, for every role and state of consent: no more than the tables by hand allow.

The vault holds a canary in every field of every kind of record. Each output is let out for each of its
purposes, and what goes – records, words on paper, files – is looked through for canaries of categories that
may not go. An output that is not in the tables by hand fails.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from contextlib import contextmanager
from dataclasses import dataclass, fields, is_dataclass
from pathlib import Path
from typing import Any, Final

import pytest

from tests import release_tables as by_hand
from tests.canaries import ROLE_OF, Canary, Planted, signs
from tests.canary_vault import canary_vault
from tests.surface_walk import file_texts
from tests.vaults import Clock, copied, save, signed_in
from victimcase.domain.errors import UserError
from victimcase.domain.outputs import OUTPUTS
from victimcase.domain.rights import readable
from victimcase.domain.spec import Record, filled
from victimcase.domain.values import to_plain
from victimcase.domain.words import Category
from victimcase.services import case_sheets, exports, papers
from victimcase.services.door import release
from victimcase.services.free_texts import EVERY, GOES
from victimcase.services.papers import Order
from victimcase.services.recipients import recipient_called
from victimcase.services.released import Released
from victimcase.services.session import Session
from victimcase.services.tx import Tx

PARTNER, STRANGER = "Walk partner", "Walk stranger"
LOGINS: Final = ("caseworker", "consul", "supervisor")
# state of the consents: fields of each, and whether they let anything go
STATES: Final[Mapping[str, tuple[Mapping[str, Any] | None, bool]]] = {
    "valid": ({}, True),
    "missing": (None, False),
    "expired": ({"expires_on": "2026-03-13"}, False),
    "withdrawn": ({"withdrawn_on": "2026-03-13"}, False),
    "refused": ({"given": False}, False),
    "of somebody else": ({"recipient": STRANGER}, False),
}
OUTSIDE: Final = sorted({consent for consent, _, _ in by_hand.PURPOSES.values() if consent})
ALL: Final = frozenset(Category)


@dataclass(frozen=True)
class Letting:
    """One thing that is let out: by whom, what, for which purpose."""

    login: str
    output: str
    purpose: str

    @property
    def to(self) -> str:
        """Who receives it."""
        return {"internal": "own", "own_copy": "person", "access": "person"}.get(self.purpose, PARTNER)

    def allowed(self, goes: bool) -> frozenset[Category]:
        """The categories that may go, by the tables by hand."""
        consent, line, _ = by_hand.PURPOSES[self.purpose]
        if consent and not goes:
            return frozenset()
        possible = {Category(one) for one in line.split()} & readable({ROLE_OF[self.login]})
        return frozenset(possible - {Category.PROTECTION_CLAIM} if self.purpose == "consulate" else possible)


LETTINGS: Final = [
    Letting(login, output, purpose)
    for login in LOGINS
    for output, line in by_hand.OUTPUTS.items()
    for purpose in line.split()
    if output not in by_hand.NO_RECORDS
]


@pytest.fixture(scope="module")
def sown(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, Planted]]:
    """The vault of canaries, with two organisations to give something to."""
    with canary_vault(tmp_path_factory.mktemp("outputs")) as (folder, planted):
        with signed_in(folder, "supervisor", Clock()) as session:
            for name in (PARTNER, STRANGER):
                save(session, "office", "organisation", name=name, country="TH")
        yield folder, planted


@contextmanager
def agreed(folder: Path, place: Path, number: str, state: Mapping[str, Any] | None) -> Iterator[Path]:
    """A copy of the vault in which the person has said something about every purpose."""
    copy = copied(place, folder)
    with signed_in(copy, "supervisor", Clock()) as session:
        for kind in ("age_assessment", "stated_age", "guardian"):
            _take_out(session, number, kind)  # a child would need a guardian's word too
        save(session, number, "person", birth="1990")
        for purpose in OUTSIDE if state is not None else ():
            said = {
                "purpose": purpose,
                "recipient": PARTNER,
                "given": True,
                "given_by": "person",
                "given_on": "2026-03-01",
                "categories": sorted(ALL),
                **(state or {}),
            }
            save(session, number, "consent", **said)
    yield copy


def _take_out(session: Session, number: str, kind: str) -> None:
    from victimcase.services import records

    for sheet in session.look(case_sheets.of_kinds, number, {kind}):
        session.do(records.delete, number, kind, sheet.record)


def let_out(session: Session, number: str, one: Letting) -> Iterable[str]:
    """The texts that would leave: of the records let through, and of the paper made of them."""
    consents = session.look(case_sheets.of_kinds, number, {"consent"})
    about = consents[-1].record if one.output == "consent_form" and consents else ""

    def decide(tx: Tx) -> Released:
        if OUTPUTS[one.output].paper:
            return papers.decided(
                tx,
                one.output,
                Order(number, one.to, one.purpose, asked=ALL, texts={EVERY: GOES}, about=about),
            )
        return release(
            tx,
            [tx.case(number)],
            output=one.output,
            recipient=recipient_called(tx, one.to),
            purpose=one.purpose,
            asked=ALL,
            texts={EVERY: GOES},
        )

    released = session.look(decide)
    found = _walked([[piece.record for piece in content.pieces] for content in released.contents])
    found += _walked([released.facts, [content.limits for content in released.contents]])
    if OUTPUTS[one.output].paper:
        order = Order(number, one.to, one.purpose)
        setting = session.look(papers.setting_of)
        found += _walked([_printed(papers.composed(one.output, released, setting, order))])
    return found


def _printed(paper: Any) -> list[Any]:
    return [paper.title, paper.parts, paper.recipient, paper.purpose, paper.categories, paper.watermark]


def _walked(value: object) -> list[str]:
    """Every text in a value, days and numbers as they are kept."""
    match value:
        case None | bool():
            return []
        case Record():
            return [str(to_plain(one)) for _, _, one in filled(value)]
        case Mapping():
            return [text for one in value.values() for text in _walked(one)]
        case list() | tuple() | AbstractSet():
            return [text for one in value for text in _walked(one)]
    if is_dataclass(value):
        return [text for one in fields(value) for text in _walked(getattr(value, one.name))]
    return [str(value)]


def wrong(planted: Planted, texts: Iterable[str], allowed: frozenset[Category]) -> list[str]:
    """Canaries of the case among the texts that may not go; its number goes where anything goes."""
    found = {planted.found.get(sign) for sign in signs("\n".join(texts))}
    return [
        str(canary)
        for canary in found
        if canary is not None
        and "main" in canary.cases
        and not (canary.field == "number" and canary.kind == "case" and allowed and len(found) > 1)
        and (not _needed(canary) <= allowed or canary.kind in by_hand.NEVER.split())
    ]


def _needed(canary: Canary) -> frozenset[Category]:
    """What has to be allowed: the category of the field, and of its kind where that tells anything."""
    return canary.categories - {Category.ADMINISTRATIVE} or canary.categories


def others(planted: Planted, texts: Iterable[str]) -> list[str]:
    """Canaries of other cases among the texts."""
    found = (planted.found.get(sign) for sign in signs("\n".join(texts)))
    return [str(one) for one in found if one is not None and one.cases and "main" not in one.cases]


def test_every_output_stands_in_the_tables_by_hand() -> None:
    assert set(OUTPUTS) == set(by_hand.OUTPUTS)


@pytest.mark.parametrize("state", STATES)
def test_nothing_goes_that_may_not(sown: tuple[Path, Planted], tmp_path: Path, state: str) -> None:
    folder, planted = sown
    number = planted.number("main")
    said, goes = STATES[state]
    leaks, refused, full = [], 0, set()
    with agreed(folder, tmp_path, number, said) as copy:
        for login in LOGINS:
            with signed_in(copy, login, Clock()) as session:
                for one in LETTINGS:
                    if one.login != login or not (goes or by_hand.PURPOSES[one.purpose][0]):
                        continue
                    try:
                        texts = list(let_out(session, number, one))
                    except UserError as problem:
                        refused += 1
                        texts = [str(problem)]
                    allowed = one.allowed(goes)
                    inside = one.output == "case_sheet"
                    found = others(planted, texts)
                    if not inside:
                        found += wrong(planted, texts, allowed)
                    leaks += [f"{login}: {one.output} for {one.purpose}: {what}" for what in found]
                    if signs("\n".join(texts)) & planted.found.keys():
                        full.add(one.output)
    assert not leaks, "\n".join(sorted(set(leaks))[:40])
    if goes:
        papers_with_records = {one.output for one in LETTINGS} - {"document_copy", "evidence_copy"}
        assert full >= papers_with_records - set(by_hand.GATES), sorted(papers_with_records - full)
        assert refused < len(LETTINGS) / 3
    else:
        assert not full, "without a consent that holds nothing leaves for those who need one"


def test_files_of_cases_hold_no_more_than_was_let_through(sown: tuple[Path, Planted], tmp_path: Path) -> None:
    folder, planted = sown
    number = planted.number("main")
    with agreed(folder, tmp_path, number, {}) as copy, signed_in(copy, "supervisor", Clock()) as session:
        for what, purpose in (("htcds", "referral"), ("cases", "case_transfer"), ("htcds", "services")):
            texts = _exported(session, tmp_path, what, purpose, number)
            allowed = Letting("supervisor", f"export_{what}", purpose).allowed(True)
            assert not wrong(planted, texts, allowed) and not others(planted, texts)
            assert signs("\n".join(texts)) & planted.found.keys()


def _exported(session: Session, place: Path, what: str, purpose: str, number: str) -> list[str]:
    """The texts in the file of an export that is not locked."""
    order = exports.Order(PARTNER, purpose, cases=(number,), plain_because="a test", texts_read=True)
    out = place / f"{what}-{purpose}.{'xlsx' if what == 'htcds' else 'zip'}"
    exports.give(session, what, order, out)
    return list(file_texts(out.read_bytes()))


def test_a_leak_would_be_found(sown: tuple[Path, Planted], tmp_path: Path) -> None:
    """The twin: what goes to the own office holds what nobody else may be given."""
    folder, planted = sown
    number = planted.number("main")
    with agreed(folder, tmp_path, number, {}) as copy, signed_in(copy, "supervisor", Clock()) as session:
        texts = list(let_out(session, number, Letting("supervisor", "case_sheet", "internal")))
    assert wrong(planted, texts, Letting("supervisor", "referral_letter", "police").allowed(True))
    assert wrong(planted, texts, frozenset())
