"""A paper lets out what it says: the ledger lists no more of a part or a certificate, and no less."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests import people_who_return
from tests.people_who_return import Returning
from tests.vaults import Clock, signed_in
from victimcase.domain.words import Category
from victimcase.services import narrowing, papers
from victimcase.services.compose.order import Order
from victimcase.services.released import FACT, Released
from victimcase.services.session import Session


@pytest.fixture(scope="module")
def ground() -> tuple[Path, Returning]:
    """A vault with people who return, closed."""
    return people_who_return.ground()


@pytest.fixture
def session(ground: tuple[Path, Returning]) -> Iterator[Session]:
    """A supervisor's session, to look only."""
    with signed_in(ground[0], "supervisor", Clock()) as opened:
        yield opened


@pytest.fixture
def plain(ground: tuple[Path, Returning]) -> str:
    """The number of somebody of whom all is written."""
    return ground[1].plain


def let(session: Session, number: str, output: str, *parts: str) -> Released:
    """What goes on a paper of the own office."""
    return session.look(papers.decided, output, Order(number, "own", "internal", parts=parts))


def test_a_part_lets_out_what_it_says_alone(session: Session, plain: str) -> None:
    whole, part = (
        let(session, plain, "repatriation_file"),
        let(session, plain, "repatriation_file", "contacts"),
    )
    assert {one for one in part.fields if not one.startswith(FACT)} == {
        "person.mobile_phone",
        "person.safe_contact_method",
        "person.safe_contact_times",
    }
    assert set(part.facts) == {"contacts"} and FACT + "contacts" in part.fields
    assert {Category.CONTACT} <= set(part.tells) < set(whole.tells)
    assert part.content_hash != whole.content_hash
    assert "travel_plan.departs_on" in whole.fields


def test_a_certificate_lists_what_stands_on_it(session: Session, plain: str) -> None:
    made = let(session, plain, "return_clearance")
    assert {"travel_document.number", "travel_plan.destination", FACT + "clearance"} <= set(made.fields)
    assert not [one for one in made.fields if one.startswith(("relative.", "property_held.", "person.phone"))]
    assert {Category.LEGAL, Category.TRAVEL} <= set(made.tells), "the conditions that hold tell of these, too"


def test_the_paper_of_what_is_left_is_the_very_same(
    session: Session, plain: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing stands on a paper that the ledger does not list."""
    setting = session.look(papers.setting_of)
    for output in ("repatriation_file", "return_clearance", "travel_document_request", "mission_note"):
        order = Order(plain, "own", "internal")
        narrow = let(session, plain, output)
        with monkeypatch.context() as patch:
            patch.setattr(narrowing, "needed", lambda released, says: None)
            patch.setattr(narrowing, "cut", lambda released, kept: released)
            patch.setattr(papers, "_unsaid", lambda kinds, kept: frozenset())
            wide = replace(let(session, plain, output), content_hash=narrow.content_hash)
        assert set(narrow.fields) < set(wide.fields)
        one, other = (papers.composed(output, each, setting, order) for each in (narrow, wide))
        assert one.parts == other.parts, output
        blind = replace(narrow, contents=tuple(replace(each, pieces=()) for each in narrow.contents))
        assert papers.composed(output, blind, setting, order).parts != one.parts
