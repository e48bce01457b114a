"""The ledger as people look at it: by recipient, by name, and what is to be called back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.test_withdrawals import CLINIC, SCHOOL, agree, give, recalls, withdraw
from tests.vaults import Clock, SignIn, new_case, save
from victimcase.domain.errors import Invalid, NotFound, Refused
from victimcase.services import case_ledger, consents, directory, ledger, papers
from victimcase.services.case_ledger import Receiver
from victimcase.services.papers import Order
from victimcase.services.session import Session


@pytest.fixture
def session(sign_in: SignIn) -> Iterator[Session]:
    """A supervisor, and two organisations."""
    with sign_in("supervisor") as opened:
        for name in (CLINIC, SCHOOL):
            save(opened, "office", "organisation", name=name, country="TH")
        yield opened


@pytest.fixture
def number(session: Session) -> str:
    """A case with something to say of health."""
    return new_case(session, health_alert="Insulin").number


def receivers(session: Session, number: str) -> dict[str, Receiver]:
    """Recipient -> what they hold."""
    return {one.name: one for one in session.look(case_ledger.by_recipient, number)}


def test_lines_stand_below_who_holds_them_newest_first(session: Session, number: str, tmp_path: Path) -> None:
    agree(session, number)
    agree(session, number, SCHOOL)
    first = give(session, number, tmp_path / "a.pdf")
    give(session, number, tmp_path / "b.pdf", to=SCHOOL)
    last = give(session, number, tmp_path / "c.pdf")
    found = receivers(session, number)
    assert [one.line.number for one in found[CLINIC].entries] == [last.disclosure, first.disclosure]
    assert list(found) == [CLINIC, SCHOOL] and (found[CLINIC].out, found[SCHOOL].out) == (2, 1)
    assert found[SCHOOL].newest == session.today()
    assert {one.paper for one in found[CLINIC].entries} == {"Referral letter"}


def test_what_did_not_go_is_not_counted(session: Session, number: str) -> None:
    def jammed(data: bytes) -> None:
        raise Refused("The printer did not take it.", "Look at the printer.")

    with pytest.raises(Refused):
        papers.printed(session, "case_sheet", Order(number, "own", "internal"), jammed)
    [one] = receivers(session, number).values()
    assert one.out == 0 and len(one.entries) == 1 and one.newest == session.today()


def test_only_what_rests_on_a_withdrawn_consent_is_called_back(
    session: Session, number: str, tmp_path: Path
) -> None:
    consent = agree(session, number)
    agree(session, number, SCHOOL)
    give(session, number, tmp_path / "a.pdf")
    give(session, number, tmp_path / "b.pdf", to=SCHOOL)
    assert not any(one.consent for whom in receivers(session, number).values() for one in whom.entries)
    withdraw(session, number, consent)
    found = receivers(session, number)
    assert [one.consent for one in found[CLINIC].entries] == [consent]
    assert [one.consent for one in found[SCHOOL].entries] == [""]


def test_what_goes_on_a_new_consent_is_not_called_back(
    session: Session, number: str, clock: Clock, tmp_path: Path
) -> None:
    """The person said no, and later yes again: what went since then may stay."""
    consent = agree(session, number)
    before = give(session, number, tmp_path / "a.pdf")
    withdraw(session, number, consent)
    clock.now += timedelta(days=3)
    agree(session, number, given_on=clock.now.date().isoformat())
    after = give(session, number, tmp_path / "b.pdf")
    found = {one.line.number: one.consent for one in receivers(session, number)[CLINIC].entries}
    assert found == {before.disclosure: consent, after.disclosure: ""}


def rename(session: Session, new: str, old: str = CLINIC) -> None:
    """An organisation has another name from now on."""
    [found] = [one for one in session.look(directory.listed) if one.name == old]
    save(session, "office", "organisation", id=found.id, name=new)


def test_an_organisation_that_was_renamed_stays_one_and_is_met(
    session: Session, number: str, tmp_path: Path
) -> None:
    consent = agree(session, number)
    first = give(session, number, tmp_path / "a.pdf").disclosure
    rename(session, "Bay Hospital")
    last = give(session, number, tmp_path / "b.pdf", to="Bay Hospital").disclosure
    save(session, "office", "organisation", name=CLINIC, country="TH")  # another one that took the name
    [whom] = session.look(case_ledger.by_recipient, number)
    assert whom.name == "Bay Hospital" and whom.whom
    assert [(one.line.number, one.then) for one in whom.entries] == [(last, ""), (first, CLINIC)]
    [holder] = withdraw(session, number, consent).holders
    assert (holder.recipient, holder.whom, holder.then) == ("Bay Hospital", whom.whom, (CLINIC,))
    order = session.look(case_ledger.recall_order, number, consent, whom.whom)
    made = session.look(papers.decided, "recall_letter", order).facts["given"]
    assert isinstance(made, list) and [one["number"] for one in made if isinstance(one, dict)] == [
        first,
        last,
    ]
    with pytest.raises(Invalid, match="Nothing was given to"):
        other = session.look(case_ledger.recall_order, number, consent, CLINIC)
        session.look(papers.decided, "recall_letter", other)


def test_somebody_is_asked_once_though_the_recipient_was_renamed(
    session: Session, number: str, tmp_path: Path
) -> None:
    consent = agree(session, number)
    give(session, number, tmp_path / "a.pdf")
    withdraw(session, number, consent)
    rename(session, "Bay Hospital")
    save(session, number, "consent", id=consent, withdrawn_on="2026-03-13")
    assert len(recalls(session, number)) == 1


def test_what_is_called_back_is_the_same_everywhere(session: Session, number: str, tmp_path: Path) -> None:
    """What rests on a later word stays, on the very same day too; what went on the withdrawn one does not,
    however long ago the person is written to have taken it back.
    """
    consent = agree(session, number)
    before = give(session, number, tmp_path / "a.pdf").disclosure
    withdraw(session, number, consent, on=date(2026, 3, 11))
    again = agree(session, number, given_on=session.today().isoformat())
    after = give(session, number, tmp_path / "b.pdf").disclosure
    shown = {one.line.number: one.consent for one in receivers(session, number)[CLINIC].entries}
    assert shown == {before: consent, after: ""}
    [holder] = session.look(consents.holders, number, consent).holders
    assert [one.number for one in holder.disclosures] == [before]
    [holder] = session.look(consents.holders, number, again).holders
    assert [one.number for one in holder.disclosures] == [before, after], "it stands in the other's place"


def test_that_something_was_called_back_stands_in_the_ledger(
    session: Session, number: str, clock: Clock, tmp_path: Path
) -> None:
    consent = agree(session, number)
    first = give(session, number, tmp_path / "a.pdf").disclosure
    withdraw(session, number, consent)
    assert [one.called_back for one in receivers(session, number)[CLINIC].entries] == [None]
    clock.go(days=1)
    order = session.look(case_ledger.recall_order, number, consent, CLINIC)
    letter = papers.give(session, "recall_letter", order, tmp_path / "recall.pdf")
    assert letter.cases == (number,)
    rename(session, "Bay Hospital")
    [whom] = session.look(case_ledger.by_recipient, number)
    assert {one.line.number: (one.called_back, one.consent) for one in whom.entries} == {
        first: (session.today(), consent),
        letter.disclosure: (None, ""),
    }
    [holder] = session.look(consents.holders, number, consent).holders
    assert [one.number for one in holder.disclosures] == [first], (
        "a letter that asks is nothing to be asked for"
    )


def test_a_letter_that_did_not_go_has_called_nothing_back(
    session: Session, number: str, tmp_path: Path
) -> None:
    def jammed(data: bytes) -> None:
        raise Refused("The printer did not take it.", "Look at the printer.")

    consent = agree(session, number)
    give(session, number, tmp_path / "a.pdf")
    withdraw(session, number, consent)
    order = session.look(case_ledger.recall_order, number, consent, CLINIC)
    with pytest.raises(Refused):
        papers.printed(session, "recall_letter", order, jammed)
    assert [one.called_back for one in receivers(session, number)[CLINIC].entries] == [None, None]


def test_a_recall_begins_with_all_it_needs(session: Session, number: str, tmp_path: Path) -> None:
    consent = agree(session, number)
    give(session, number, tmp_path / "a.pdf")
    withdraw(session, number, consent)
    order = session.look(case_ledger.recall_order, number, consent, CLINIC)
    assert (order.purpose, order.more) == ("recall", {"consent": consent})
    given = papers.give(session, "recall_letter", order, tmp_path / "recall.pdf")
    assert given.recipient == CLINIC and (tmp_path / "recall.pdf").read_bytes().startswith(b"%PDF")
    for nobody in ("own", "Nobody's house"):
        with pytest.raises(NotFound):
            session.look(case_ledger.recall_order, number, consent, nobody)
    with pytest.raises(NotFound):
        session.look(case_ledger.recall_order, new_case(session).number, consent, CLINIC)


@pytest.mark.parametrize("giver", ["caseworker", "supervisor"])
def test_a_paper_is_offered_again_to_those_who_may_look_at_it(
    sign_in: SignIn, tmp_path: Path, giver: str
) -> None:
    """What the list offers opens, and what does not open is not offered: a supervisor's sheet tells more."""
    with sign_in() as session:
        number = new_case(session).number
    with sign_in("supervisor") as session:
        save(session, number, "witness_measure", measure="anonymity", details="Another name")
    with sign_in(giver) as session:
        order = Order(number, "own", "internal")
        known = papers.give(session, "case_sheet", order, tmp_path / "a.pdf").disclosure
        [whom] = session.look(case_ledger.by_recipient, number)
        assert whom.entries[0].again and session.look(ledger.copy_of, known).data
    with sign_in() as session:
        [whom] = session.look(case_ledger.by_recipient, number)
        assert whom.entries[0].again is (giver == "caseworker")
        if giver == "caseworker":
            assert session.look(ledger.copy_of, known).data
        else:
            with pytest.raises(NotFound):
                session.look(ledger.copy_of, known)


def test_people_are_told_by_their_names(session: Session, number: str, tmp_path: Path) -> None:
    papers.give(session, "case_sheet", Order(number, "own", "internal"), tmp_path / "a.pdf")
    [one] = session.look(case_ledger.every)
    assert one.line.user == "supervisor" and one.by == session.me.name


def test_the_whole_ledger_is_for_those_who_see_the_journal(sign_in: SignIn) -> None:
    with sign_in("caseworker") as session, pytest.raises(Refused):
        session.look(case_ledger.every)
