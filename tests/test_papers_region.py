"""Papers of the region: annexes on which nobody can be named, and the monthly sheet of the office."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.homes_on_paper import ATTACKS, Homes, write
from tests.lives_on_paper import AGENCY, CLINIC, FAMILY, GIVEN, LIMITS, NAMES, POLICE, STORY
from tests.people_on_paper import made
from tests.vaults import Clock, copied, new_case, prepared, save, signed_in
from victimcase.domain.errors import Invalid, Refused
from victimcase.domain.outputs import OUTPUTS
from victimcase.services import papers
from victimcase.services.compose.monthly import month_called
from victimcase.services.compose.nameless import without
from victimcase.services.compose.order import Order
from victimcase.services.released import Fact
from victimcase.services.session import Session

TOLD = (STORY, LIMITS, "passport", "12 Lotus Lane", "123456", "left it")
"""What is a story, a place, a number: on no annex."""


@pytest.fixture(scope="module")
def ground(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Homes]:
    """A vault with those lives, closed."""
    return prepared(tmp_path_factory.mktemp("region"), "supervisor", write)


@pytest.fixture
def homes(ground: tuple[Path, Homes]) -> Homes:
    """Their numbers."""
    return ground[1]


@pytest.fixture
def session(ground: tuple[Path, Homes]) -> Iterator[Session]:
    """A supervisor's session, to look only."""
    with signed_in(ground[0], "supervisor", Clock()) as opened:
        yield opened


@pytest.fixture
def written(ground: tuple[Path, Homes], tmp_path: Path) -> Iterator[Session]:
    """A supervisor's session in a copy, to write in."""
    with signed_in(copied(tmp_path, ground[0]), "supervisor", Clock()) as opened:
        yield opened


def leaks(text: str, number: str) -> list[str]:
    """What stands in a text that must not: a name in any script, a story, the number of the case."""
    whole = text.casefold()
    return [one for one in (*NAMES, *ATTACKS, *TOLD, number) if one.casefold() in whole]


ANNEXES = (
    ("legal_assistance_annex", POLICE, "legal_assistance"),
    ("legal_assistance_annex", "own", "internal"),
    ("financial_annex", POLICE, "financial_investigation"),
)


@pytest.mark.parametrize(("output", "to", "purpose"), ANNEXES)
@pytest.mark.parametrize("languages", [("en",), ("fa",), ("en", "my")])
def test_an_annex_names_nobody_and_tells_no_story(
    session: Session, homes: Homes, output: str, to: str, purpose: str, languages: tuple[str, ...]
) -> None:
    said = made(session, output, homes.adult, to, purpose, languages=languages)
    assert leaks(said, homes.adult) == []
    if languages == ("en",):
        assert said.count("[covered]") >= len(ATTACKS)


def test_what_an_annex_leaves_out_would_be_there(session: Session, homes: Homes) -> None:
    """The twin: an ordinary paper of the same records carries the names along."""
    assert leaks(made(session, "case_sheet", homes.adult), homes.adult)


@pytest.mark.parametrize(("output", "to", "purpose"), ANNEXES)
def test_the_file_itself_holds_no_name(
    session: Session, homes: Homes, output: str, to: str, purpose: str
) -> None:
    order = Order(homes.adult, to, purpose)
    released = session.look(papers.decided, output, order)
    data = papers.rendered(output, released, session.look(papers.setting_of), order)
    assert GIVEN.encode() not in data and FAMILY.encode() not in data and homes.adult.encode() not in data


def test_the_legal_annex_holds_request_measures_and_custody(session: Session, homes: Homes) -> None:
    said = made(session, "legal_assistance_annex", homes.adult, POLICE, "legal_assistance")
    for words in ("MLA-9", "CR-55", "Bank records", "Hearing by video", "art. 18(19)", "S-0", "Thailand"):
        assert words in said
    assert "Evidence" in said and POLICE in said and "Given names" not in said


def test_the_financial_annex_sums_by_currency_and_account(session: Session, homes: Homes) -> None:
    said = made(session, "financial_annex", homes.adult, POLICE, "financial_investigation")
    for words in (
        "1020.75 THB",
        "80.00 USD",
        "771-0-22 2 1020.75 THB",
        "Boss Lin",
        "TX99",
        "Bank of the South",
    ):
        assert words in said
    assert "5000.00 THB" in said and "6020.75" not in said, "a debt is no payment"
    assert "Paid by" not in said


def test_without_consent_or_records_there_is_no_annex(session: Session, homes: Homes) -> None:
    for output, purpose in (
        ("financial_annex", "financial_investigation"),
        ("legal_assistance_annex", "legal_assistance"),
    ):
        with pytest.raises(Invalid):
            made(session, output, homes.adult, CLINIC, purpose)
        with pytest.raises(Invalid):
            made(session, output, homes.empty, POLICE, purpose)


def test_a_money_annex_is_never_for_the_person_nor_for_a_file_of_the_own(
    session: Session, homes: Homes
) -> None:
    assert OUTPUTS["financial_annex"].purposes == {"financial_investigation"}
    for to in ("own", "person"):
        with pytest.raises(Refused):
            made(session, "financial_annex", homes.adult, to, "financial_investigation")


def test_a_name_of_somebody_else_who_is_helped_is_covered_too(written: Session, homes: Homes) -> None:
    new_case(written, given_names="Sovannara", family_name="Phoumin")
    save(
        written,
        homes.adult,
        "payment",
        type="bribe",
        amount="1.00 USD",
        paid_to="Phoumin Sovannara",
        bank="PPB",
    )
    said = made(written, "financial_annex", homes.adult, POLICE, "financial_investigation")
    assert "Phoumin" not in said and "PPB" in said


def test_a_text_is_covered_where_names_stand_and_nowhere_else() -> None:
    assert (
        without("Tell Mya, not Myanmar; mya@example.org", ["Mya"]) == "Tell ███, not Myanmar; ███████████████"
    )
    assert without("Room 120345", ["Mya"]) == "Room 120345"


# the monthly sheet


def counted(session: Session, **more: Any) -> dict[str, Fact]:
    """The facts of a sheet."""
    order = Order("", "own", "internal", more=more)
    return dict(session.look(papers.decided, "statistics_report", order).facts)


def test_the_sheet_counts_what_happened_in_the_month(session: Session, homes: Homes) -> None:
    march = counted(session, month="2026-03")
    assert march["new"] == 4 and march["before"] == 0
    assert march["citizenships"] == {"MM": 4}
    assert march["closed"] == {"help_completed": 1, "moved": 2}
    assert march["follow_ups"] == {"made": 3}
    assert march["returns"] == 0
    january = counted(session, month="2026-01")
    assert january["new"] == 0 and january["returns"] == 1 and january["people"] == []


def test_children_and_adults_are_told_apart_on_the_day_the_case_was_opened(written: Session) -> None:
    new_case(written, given_names="Dara", birth="2012-01-01", gender="Masculine")
    people = counted(written, month="2026-03")["people"]
    assert {"sex": "Masculine", "age": "child", "times": 1} in people  # type: ignore[operator]


def test_the_sheet_says_that_it_stays(session: Session) -> None:
    said = made(session, "statistics_report", "", more={"month": "2026-03"})
    assert "Not to leave the office: small numbers can betray a person" in said
    assert "1 March 2026 to 31 March 2026" in said and "Help completed" in said
    assert "Moved out of reach 2" in said and GIVEN not in said
    assert made(session, "statistics_report", "", languages=("fa", "en"))


@pytest.mark.parametrize("text", ["2026-13", "March", "2026-04", "26-03", "2026-3"])
def test_a_month_there_is_not_is_refused(session: Session, text: str) -> None:
    with pytest.raises(Invalid):
        counted(session, month=text)


def test_no_month_named_is_the_one_before() -> None:
    assert month_called("", date(2026, 1, 31)).first == "2025-12-01"
    assert month_called("2026-01", date(2026, 1, 31)).after == "2026-02-01"


@pytest.mark.parametrize("login", ["caseworker", "consul", "admin"])
def test_the_sheet_is_for_those_who_see_the_whole_office(ground: tuple[Path, Homes], login: str) -> None:
    with signed_in(ground[0], login, Clock()) as session, pytest.raises(Refused):
        counted(session, month="2026-03")


def test_a_case_the_supervisor_may_not_see_is_not_counted(ground: tuple[Path, Homes], tmp_path: Path) -> None:
    folder, homes = copied(tmp_path, ground[0]), ground[1]
    with signed_in(folder, "supervisor", Clock()) as session:
        save(session, homes.plain, "case", id=session.look(lambda tx: tx.case(homes.plain).case_id),
             restricted=True, restricted_members="caseworker")  # fmt: skip
        assert counted(session, month="2026-03")["new"] == 3


def test_partners_get_no_sheet(session: Session) -> None:
    with pytest.raises(Refused):
        made(session, "statistics_report", "", AGENCY, "internal")
