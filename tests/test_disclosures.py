"""The ledger: numbered before anything is out, settled when the file is written or is not."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.vaults import Clock, SignIn, new_case, notify, save
from victimcase.domain.errors import Invalid, NotFound, Refused, UserError
from victimcase.services import case_ledger, disclosures, door
from victimcase.services import ledger as ledger_services
from victimcase.services.disclosures import Given, Line
from victimcase.services.door import Released
from victimcase.services.session import Session
from victimcase.services.tx import Tx

DATA = b"A letter."


@pytest.fixture
def session(sign_in: SignIn) -> Iterator[Session]:
    with sign_in() as opened:
        yield opened


@pytest.fixture
def number(session: Session) -> str:
    return new_case(session).number


def decide(tx: Tx, number: str) -> Released:
    own = door.recipient_called(tx, "own")
    return door.release(tx, [tx.case(number)], output="case_sheet", recipient=own, purpose="internal")


def give(session: Session, number: str, out: Path, data: bytes = DATA) -> Given:
    return disclosures.give(session, lambda tx: decide(tx, number), lambda released: data, out)


def ledger(session: Session, number: str | None = None) -> list[Line]:
    return session.look(disclosures.listed, number)


def test_what_goes_out_is_numbered_and_remembered(
    session: Session, number: str, tmp_path: Path, clock: Clock
) -> None:
    given = give(session, number, tmp_path / "a.pdf")
    assert (tmp_path / "a.pdf").read_bytes() == DATA
    [line] = ledger(session, number)
    assert (line.number, line.state, line.output) == (given.disclosure, "issued", "case_sheet")
    assert (line.recipient, line.purpose, line.user, line.cases) == (
        "KUP",
        "internal",
        "caseworker",
        (number,),
    )
    assert line.file_hash == given.sha256 == hashlib.sha256(DATA).hexdigest()
    assert line.prepared_at == line.issued_at == "2026-03-14T09:00:00.000Z"
    assert "person.given_names" in line.fields and "identity" in line.categories
    clock.go(days=1)
    again = give(session, number, tmp_path / "b.pdf")
    assert again.disclosure != given.disclosure
    assert [one.number for one in ledger(session)] == [given.disclosure, again.disclosure]


def test_the_number_stands_before_the_paper_is_made(session: Session, number: str, tmp_path: Path) -> None:
    states: list[tuple[str, str]] = []

    def render(released: Released) -> bytes:
        states.extend((one.number, one.state) for one in ledger(session))
        assert not (tmp_path / "a.pdf").exists()
        return released.number.encode()

    given = disclosures.give(session, lambda tx: decide(tx, number), render, tmp_path / "a.pdf")
    assert states == [(given.disclosure, "prepared")]
    assert (tmp_path / "a.pdf").read_text() == given.disclosure


def test_when_making_it_fails_nothing_is_out_and_the_line_says_so(
    session: Session, number: str, tmp_path: Path
) -> None:
    def render(released: Released) -> bytes:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        disclosures.give(session, lambda tx: decide(tx, number), render, tmp_path / "a.pdf")
    assert [one.state for one in ledger(session)] == ["not_issued"]
    assert list(tmp_path.glob("a.pdf*")) == []


def test_when_writing_it_fails_nothing_is_out_and_the_line_says_so(
    session: Session, number: str, tmp_path: Path
) -> None:
    name = "a" * 253 + ".x"  # a name the disk takes, while the one it is written under first is too long
    with pytest.raises(UserError):
        give(session, number, tmp_path / name[-253:])
    assert [(one.state, one.file_hash, one.issued_at) for one in ledger(session)] == [
        ("not_issued", "", None)
    ]


def test_a_place_that_cannot_be_is_refused_before_anything_is_numbered(
    session: Session, number: str, tmp_path: Path
) -> None:
    (tmp_path / "there.pdf").write_bytes(b"old")
    with pytest.raises(Invalid, match="is there already"):
        give(session, number, tmp_path / "there.pdf")
    with pytest.raises(Invalid, match=r"The folder for “a[.]pdf” is not there"):
        give(session, number, tmp_path / "nowhere" / "a.pdf")
    assert (tmp_path / "there.pdf").read_bytes() == b"old"
    assert ledger(session) == []


def test_what_is_refused_leaves_no_line(session: Session, tmp_path: Path) -> None:
    with pytest.raises(UserError, match="no case"):
        give(session, "KUP-A-00009-X", tmp_path / "a.pdf")

    def wrong(tx: Tx) -> Released:
        own = door.recipient_called(tx, "own")
        return door.release(tx, [], output="case_sheet", recipient=own, purpose="referral")

    with pytest.raises(Refused):
        disclosures.give(session, wrong, lambda released: DATA, tmp_path / "a.pdf")
    assert ledger(session) == []


@pytest.mark.parametrize("there", [True, False])
def test_a_crash_on_the_way_is_settled_at_the_next_start(
    sign_in: SignIn, tmp_path: Path, there: bool
) -> None:
    out = tmp_path / "a.pdf"

    def prepare(tx: Tx, number: str) -> str:
        return disclosures.prepare(tx, decide(tx, number), str(out))[1].number

    with sign_in() as session:
        number = new_case(session).number
        session.do(prepare, number)
        assert [one.state for one in ledger(session)] == ["prepared"]
    if there:
        out.write_bytes(DATA)
    with sign_in("colleague"):
        pass
    with sign_in() as session:
        [line] = ledger(session)
    assert line.state == ("issued" if there else "unsure"), "it may have been moved"
    assert line.file_hash == (hashlib.sha256(DATA).hexdigest() if there else "")
    assert bool(line.issued_at) is there


def unsettled(session: Session, out: Path) -> tuple[str, str]:
    """A case, and the number of a paper of which a crash left nobody knowing whether it went."""
    number = new_case(session).number

    def prepare(tx: Tx) -> str:
        return disclosures.prepare(tx, decide(tx, number), str(out))[1].number

    known = session.do(prepare).value
    session.do(disclosures.tidy)
    return number, known


@pytest.mark.parametrize("went", [True, False])
def test_what_nobody_knows_counts_as_given_out_until_somebody_says_so(
    session: Session, tmp_path: Path, went: bool
) -> None:
    number, known = unsettled(session, tmp_path / "a.pdf")
    [whom] = session.look(case_ledger.by_recipient, number)
    assert whom.out == 1 and session.do(disclosures.tidy).value == [], (
        "it waits for a person, not for a start"
    )
    said = session.do(ledger_services.say_went, known, went=went).value
    assert said.state == ("issued" if went else "not_issued")
    assert said.issued_at == (said.prepared_at if went else None)
    [whom] = session.look(case_ledger.by_recipient, number)
    assert whom.out == int(went)
    with pytest.raises(Refused, match="it is known"):
        session.do(ledger_services.say_went, known, went=not went)


def test_only_who_sees_the_line_says_whether_it_went(sign_in: SignIn, tmp_path: Path) -> None:
    with sign_in() as session:
        _, known = unsettled(session, tmp_path / "a.pdf")
    with sign_in("colleague") as session, pytest.raises(NotFound):
        session.do(ledger_services.say_went, known, went=False)
    with sign_in() as session:
        assert [one.state for one in ledger(session)] == ["unsure"]


def test_a_mission_sees_only_what_it_gave_out_itself(sign_in: SignIn, tmp_path: Path) -> None:
    with sign_in() as session:
        number = new_case(session).number
        notify(session, number)
        give(session, number, tmp_path / "a.pdf")
        save(session, number, "note", text="x")
    with sign_in("consul") as session:
        assert ledger(session) == ledger(session, number) == []
        own = give(session, number, tmp_path / "b.pdf")
        assert [one.number for one in ledger(session, number)] == [own.disclosure]
    with sign_in() as session:
        assert [one.user for one in ledger(session, number)] == ["caseworker", "consul"]


def test_a_settled_line_is_not_settled_again(session: Session, number: str, tmp_path: Path) -> None:
    give(session, number, tmp_path / "a.pdf")
    with session.vault.read.begin() as conn:
        id_ = conn.exec_driver_sql("SELECT id FROM disclosure").scalar()

    def again(tx: Tx) -> None:
        disclosures.settle(tx, id_, decide(tx, number), state="not_issued", file_hash="")  # type: ignore[arg-type]

    session.do(again)
    assert [one.state for one in ledger(session)] == ["issued"]
