"""`victimcase consent …`: the keys of what it prints, and what each command does."""

from __future__ import annotations

import pytest

from tests.command_line import Terminal, terminal

__all__ = ["terminal"]

CLINIC = "Harbour Clinic"
OVERRIDE = {
    "id", "case", "of", "stand", "basis", "at_step", "purpose", "recipient", "categories", "law", "reason",
    "made_at", "made_by", "confirm_until", "confirmed_at", "confirmed_by", "ends_on", "may_confirm",
    "may_decline", "made_by_name", "confirmed_by_name", "recipient_id",
}  # fmt: skip
AGREED = ("given=yes", "given_by=person", "given_on=2020-03-10", "categories=identity,health")


@pytest.fixture
def number(terminal: Terminal) -> str:
    """A case, and an organisation that may help."""
    terminal.json("record", "save", "office", "organisation", f"name={CLINIC}", "country=TH")
    return str(terminal.json("case", "new", "given_names=Thiri", "citizenships=MM")["number"])


def declared(terminal: Terminal, number: str, *more: str) -> tuple[str, ...]:
    """The words that share without consent."""
    said = (
        "--purpose",
        "referral",
        "--about",
        "identity,health",
        "--law",
        "Art. 374",
        "--until",
        "2099-01-01",
    )
    what = ("--basis", "danger_to_life", "--reason", "Unconscious", *said)
    return ("consent", "override", number, "--to", CLINIC, *what, *more)


def test_a_consent_is_taken_back(terminal: Terminal, number: str) -> None:
    terminal.json("record", "save", number, "consent", "purpose=referral", f"recipient={CLINIC}", *AGREED)
    [one] = terminal.json("consent", "list", number)
    assert (one["state"], one["lack"], one["guardian"], one["child_assent"]) == ("valid", "", "", None)
    held = terminal.json("consent", "holders", number, one["id"])
    assert held == {"consent": one["id"], "on": "", "holders": [], "referrals": []}
    words = ("consent", "withdraw", number, one["id"], "--how", "By telephone", "--on", "2020-03-12")
    assert terminal.json(*words) == held | {"on": "2020-03-12"}
    [after] = terminal.json("consent", "list", number)
    assert (after["state"], after["withdrawn_how"]) == ("withdrawn", "By telephone")
    again = terminal(*words)
    assert again.status == 1 and "withdrawn already" in again.err
    wrong = terminal(*words[:-1], "yesterday")
    assert wrong.status == 1 and "not a day" in wrong.err
    assert terminal("consent", "withdraw", number, one["id"]).status == 2, "it has to be said how"


def test_sharing_without_consent_and_the_second_person(terminal: Terminal, number: str) -> None:
    made = terminal.json(*declared(terminal, number))
    assert set(made) == OVERRIDE
    assert (made["stand"], made["recipient"], made["reason"]) == ("open", CLINIC, None)
    assert terminal.json("consent", "overrides", number) == [made]
    own = terminal("consent", "confirm", number, made["id"])
    assert own.status == 1 and "which your role does not have" in own.err
    second = terminal.as_("supervisor")
    [waits] = second.json("consent", "overrides")
    assert waits == made | {"may_confirm": True, "may_decline": True, "reason": "Unconscious"}
    done = second.json("consent", "confirm", number, made["id"])
    assert (done["stand"], done["confirmed_by"]) == ("confirmed", "supervisor")
    assert second.json("consent", "overrides") == []
    late = second("consent", "decline", number, made["id"])
    assert late.status == 1 and "Confirmed by a second person" in late.err


def test_the_second_person_says_no(terminal: Terminal, number: str) -> None:
    said = terminal(*declared(terminal, number))
    record = said.out.split()[0]
    assert said.status == 0 and "second person is still to confirm" in said.out
    no = terminal.as_("supervisor")("consent", "decline", number, record)
    assert no.status == 0 and "said no" in no.out
    listed = terminal("consent", "overrides", number)
    assert "said no" in listed.out and CLINIC in listed.out


def test_what_the_law_does_not_allow(terminal: Terminal, number: str) -> None:
    words = declared(terminal, number, "--basis", "supervisor_decision")
    answer = terminal(*words)
    assert answer.status == 1 and "danger_to_life, court_order" in answer.err.replace(
        "court_order, danger_to_life", "danger_to_life, court_order"
    )
    assert terminal.json("consent", "overrides", number) == []
    saved = terminal("record", "save", number, "override", "of=consent", "basis=danger_to_life")
    assert saved.status == 1 and "second person looks at it" in saved.err
