"""The extract for liaison officers: patterns without victims, by a supervisor alone, through the door."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from tests.command_line import Terminal, terminal
from tests.vaults import Clock, SignIn, new_case, save
from victimcase.domain.errors import Invalid, NotFound, Refused
from victimcase.services import disclosures, extracts, naming
from victimcase.services.extracts import Choosing
from victimcase.services.session import Session

__all__ = ["terminal"]

LIAISON = "Liaison Office East"
ROAD: dict[str, Any] = {
    "name": "The river road",
    "alias": "Uncle Kyaw",
    "phone": "+66812345678",
    "document": "Forged work permit, series B",
    "place": "Ferry landing",
    "country": "TH",
    "cases": 2,
    "description": "Offers wages in advance and changes the number.",
    "shared_with": "Nobody yet",
}


@pytest.fixture
def patterns_of(sign_in: SignIn) -> list[str]:
    with sign_in("supervisor") as session:
        save(session, "office", "organisation", name=LIAISON, country="MM")
        first = save(session, "office", "pattern", **ROAD).id
        return [first, save(session, "office", "pattern", name="The factory", cases=7, company="Gold Ltd").id]


def text_of(file: Path) -> str:
    with pypdfium2.PdfDocument(io.BytesIO(file.read_bytes())) as pdf:
        return "\n".join(page.get_textpage().get_text_range() for page in pdf)


def give(session: Session, out: Path, **choosing: Any) -> str:
    extracts.give(session, LIAISON, Choosing(**choosing), out)
    return text_of(out)


@pytest.mark.usefixtures("patterns_of")
def test_a_supervisor_lets_it_out_and_the_ledger_says_so(sign_in: SignIn, tmp_path: Path) -> None:
    with sign_in("supervisor") as session:
        said = give(session, tmp_path / "a.pdf")
        for word in (
            "The river road",
            "Uncle Kyaw",
            "Forged work permit",
            "Ferry landing",
            "The factory",
            "7",
        ):
            assert word in said
        assert "a few" in said and "Nobody yet" not in said
        with session.vault.read.begin() as conn:
            query = "SELECT output, state, recipient, purpose FROM disclosure"
            assert conn.exec_driver_sql(query).all() == [("liaison_extract", "issued", LIAISON, "liaison")]
        assert session.look(disclosures.listed) is not None


@pytest.mark.usefixtures("patterns_of")
@pytest.mark.parametrize("login", ["caseworker", "consul", "admin"])
def test_nobody_else_does(sign_in: SignIn, tmp_path: Path, login: str) -> None:
    with sign_in(login) as session:
        with pytest.raises(Refused, match="liaison"):
            extracts.give(session, LIAISON, Choosing(), tmp_path / "a.pdf")
        with pytest.raises(Refused, match="liaison"):
            session.look(extracts.foreseen, Choosing())
    assert list(tmp_path.glob("*.pdf")) == []


def test_only_what_was_chosen_goes(
    sign_in: SignIn, tmp_path: Path, patterns_of: list[str], clock: Clock
) -> None:
    with sign_in("supervisor") as session:
        assert "factory" not in give(session, tmp_path / "a.pdf", ids=(patterns_of[0],))
        clock.go(days=10)
        save(session, "office", "pattern", id=patterns_of[1], cases=8)
        said = give(session, tmp_path / "b.pdf", since="2026-03-20")
        assert "factory" in said and "river" not in said
        with pytest.raises(Invalid, match="No pattern"):
            give(session, tmp_path / "c.pdf", since="2026-12-01")
        with pytest.raises(Invalid, match="is no day"):
            give(session, tmp_path / "c.pdf", since="soon")
        with pytest.raises(NotFound):
            extracts.give(session, "Nobody", Choosing(), tmp_path / "c.pdf")
        for wrong in ("police", "internal"):
            assert wrong not in said
    assert not (tmp_path / "c.pdf").exists()


HELPED: list[dict[str, object]] = [
    {"given_names": "Gold", "family_name": "Ltd"},
    {"given_names": "Ferry", "family_name": "Landing"},
    {"mobile_phone": "+66812345678"},
    {"other_names": "river road"},
]


@pytest.mark.usefixtures("patterns_of")
@pytest.mark.parametrize("person", HELPED)
def test_somebody_who_came_since_is_not_named(
    sign_in: SignIn, tmp_path: Path, person: dict[str, object], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The patterns were written before the person came; they are looked through once more. And the twin."""
    with sign_in("colleague") as session:
        new_case(session, **person)
    with sign_in("supervisor") as session:
        with pytest.raises(Refused, match="names somebody the office helps"):
            give(session, tmp_path / "a.pdf")
        assert list(tmp_path.glob("a*")) == []
        monkeypatch.setattr(naming.Naming, "what", lambda self, text, alias=False: "")
        give(session, tmp_path / "a.pdf")


@pytest.mark.parametrize(("cases", "said"), [(0, "a few"), (1, "a few"), (2, "a few"), (3, "3"), (40, "40")])
def test_small_counts_are_not_told(sign_in: SignIn, tmp_path: Path, cases: int, said: str) -> None:
    with sign_in("supervisor") as session:
        save(session, "office", "organisation", name=LIAISON, country="MM")
        save(session, "office", "pattern", name="Alley", cases=cases)
        with session.vault.read.begin():
            pass
        assert said in give(session, tmp_path / "a.pdf").split("Alley", 1)[1]


def test_it_says_nothing_of_any_case(sign_in: SignIn, tmp_path: Path, patterns_of: list[str]) -> None:
    with sign_in() as session:
        number = new_case(session).number
        save(session, number, "alleged_perpetrator", alias="Uncle Kyaw", name="Full Name Of His")
    with sign_in("supervisor") as session:
        said = give(session, tmp_path / "a.pdf")
        assert not any(word in said for word in (number, "Thiri", "Full Name", *patterns_of))


@pytest.mark.usefixtures("patterns_of")
def test_at_the_command_line(terminal: Terminal, tmp_path: Path) -> None:
    out = tmp_path / "extract.pdf"
    refused = terminal("extract", str(out), "--to", LIAISON)
    assert refused.status == 1 and not out.exists()
    boss = terminal.as_("supervisor")
    assert boss.json("extract", str(out), "--to", LIAISON, "--dry-run") == ["The factory", "The river road"]
    assert not out.exists()
    given = boss.json("extract", str(out), "--to", LIAISON, "--since", "2020-01-01")
    assert given["recipient"] == LIAISON and given["purpose"] == "liaison" and given["cases"] == []
    assert "Uncle Kyaw" in text_of(out)
