"""Some adult and some child of the demo have a whole file of their return, for the mission and for others."""

from __future__ import annotations

from collections.abc import Iterator

from tests.demo_ground import demo_vault, entered
from victimcase.domain.errors import UserError
from victimcase.domain.words import Stage
from victimcase.services import case_view, cases, consents, papers
from victimcase.services.compose.order import Order
from victimcase.services.demo import Made
from victimcase.services.demo_pen import SUPERVISOR
from victimcase.services.released import Released
from victimcase.services.session import Session

__all__ = ["demo_vault"]

WAYS = ("consulate", "voluntary_return")


def files(session: Session, number: str) -> Iterator[Released]:
    """The files of a return that can go to those the person named for it."""
    for one in session.look(consents.listed, number):
        if one.purpose in WAYS and one.recipient and one.state == "valid":
            order = Order(number, one.recipient, one.purpose)
            try:
                yield session.look(papers.decided, "repatriation_file", order)
            except UserError:
                continue


def is_whole(file: Released) -> bool:
    """Whether somebody agreed that identity, family, journey and who receives are told."""
    return {"identity", "family", "travel", "administrative"} <= file.categories


def test_an_adult_and_a_child_have_whole_files(demo_vault: Made) -> None:
    found = set()
    with entered(demo_vault, SUPERVISOR) as session:
        for card in session.look(cases.listed, stage=Stage.REPATRIATION, limit=100):
            whole = {file.purpose.code for file in files(session, card.number) if is_whole(file)}
            if whole == set(WAYS):
                found.add(session.look(case_view.header, card.number).child)
    assert found == {True, False}
