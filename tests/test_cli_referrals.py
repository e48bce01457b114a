"""`victimcase referral …`: the whole way at the command line, and the keys of what it prints."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

from tests.command_line import Terminal, terminal

__all__ = ["terminal"]

REFERRAL = {
    "id", "case", "direction", "state", "partner", "purpose", "services", "hand_over", "answer_due_on",
    "disclosure", "next", "missing",
}  # fmt: skip
ROW = {
    "id", "case", "direction", "state", "partner", "services", "hand_over", "urgent", "began",
    "answer_due_on", "answered_on", "waiting", "late", "disclosure",
}  # fmt: skip
WHY = {
    "needed_why": "Needs a lawyer.",
    "alternatives": "The court's aid has no place.",
    "risks_discussed": True,
    "categories": ["identity"],
    "services": ["legal"],
}
CONSENT = {
    "purpose": "referral",
    "recipient": "Blue House",
    "given": True,
    "given_by": "person",
    "categories": ["identity"],
    "given_on": "2026-01-01",
}


def ready(terminal: Terminal) -> str:
    """A case and a partner."""
    terminal.json("record", "save", "office", "organisation", "name=Blue House", "country=TH")
    return str(terminal.json("case", "new", "given_names=Thiri")["number"])


def test_the_way_out(terminal: Terminal, tmp_path: Path) -> None:
    number = ready(terminal)
    words = ("--to", "Blue House", "--purpose", "referral", "--json-in", "-")
    made = terminal.json("referral", "new", number, *words, given=json.dumps(WHY))
    assert set(made) == REFERRAL
    assert (made["state"], made["partner"], made["next"]) == ("draft", "Blue House", ["sent", "revoked"])
    assert [one["field"] for one in made["missing"]] == ["consent"]
    out = tmp_path / "letter.pdf"
    refused = terminal("referral", "send", number, str(out))
    assert refused.status == 1 and "consent" in refused.err and not out.exists()
    assert terminal.json("disclosure", "list", number) == []

    terminal.json("record", "save", number, "consent", "--json-in", "-", given=json.dumps(CONSENT))
    sent = terminal.json("referral", "send", number, str(out))
    assert set(sent) == {*REFERRAL, "given"} and sent["state"] == "sent"
    assert out.read_bytes().startswith(b"%PDF")
    [line] = terminal.json("disclosure", "list", number)
    assert sent["disclosure"] == line["number"] == sent["given"]["disclosure"]

    accepted = terminal.json("referral", "accept", number, "--on", date.today().isoformat())
    assert accepted["next"] == ["completed", "revoked"]
    kinds = [one["kind"] for one in terminal.json("case", "show", number)["records"]]
    assert kinds.count("service") == 1
    told = terminal.json("referral", "feedback", number, "feedback=She is well.", "--due-on", "2030-01-01")
    assert told["state"] == "accepted"
    done = terminal.json("referral", "complete", number, "outcome=Two talks.", "--helped", "helped")
    assert (set(done), done["state"], done["next"]) == (REFERRAL, "completed", [])
    [row] = terminal.json("referral", "list", number)
    assert set(row) == ROW and (row["state"], row["direction"]) == ("completed", "out")
    assert terminal.json("referral", "list") == [row]
    over = terminal("referral", "revoke", number, "--why", "no_answer")
    assert over.status == 1 and "can be meant" in over.err


def test_without_a_paper_and_taken_back(terminal: Terminal, tmp_path: Path) -> None:
    number = ready(terminal)
    terminal.json("record", "save", number, "consent", "--json-in", "-", given=json.dumps(CONSENT))
    words = ("--to", "Blue House", "--purpose", "referral", "--json-in", "-")
    first, second = (
        terminal.json("referral", "new", number, *words, given=json.dumps(WHY))["id"] for _ in range(2)
    )
    several = terminal("referral", "send", number, "--way", "telephone")
    assert several.status == 1 and first in several.err and second in several.err
    letter = terminal("referral", "send", number, "--referral", first)
    assert letter.status == 1 and "ledger" in letter.err
    asked = terminal.json("referral", "send", number, "--referral", first, "--way", "telephone")
    assert (asked["state"], asked["disclosure"]) == ("sent", "")
    terminal.json("undo")
    sent = terminal.json("referral", "send", number, str(tmp_path / "one.pdf"), "--referral", first)
    back = terminal.json("referral", "revoke", number, "--referral", first, "--why", "consent_withdrawn")
    assert set(back) == {*REFERRAL, "holds"}
    assert [one["number"] for one in back["holds"]] == [sent["disclosure"]]
    noted = terminal.json(
        "referral", "send", number, "--referral", second, "--disclosure", sent["disclosure"]
    )
    assert noted["state"] == "sent"
    said = terminal("referral", "reject", number, "--why", "no_place", "--details", "Full.")
    assert said.status == 0 and "declined" in said.out


def test_the_way_in(terminal: Terminal) -> None:
    number = ready(terminal)
    words = ("--from", "Blue House", "services=shelter", "urgent=yes", "person.given_names=Nur")
    came = terminal.json("referral", "receive", *words, "contact.country=TH")
    assert set(came) == {*REFERRAL, "opened"} and came["opened"] and came["case"] != number
    assert (came["direction"], came["state"], came["next"]) == (
        "in",
        "received",
        ["accepted", "rejected", "revoked"],
    )
    shown = terminal.json("case", "show", came["case"])
    [case] = [one["fields"] for one in shown["records"] if one["kind"] == "case"]
    assert case["origin"] == "referral"
    joined = terminal.json("referral", "receive", "--from", "Blue House", "--case", number)
    assert (joined["case"], joined["opened"]) == (number, False)
    refused = terminal.json("referral", "reject", number, "--why", "language")
    assert refused["state"] == "rejected"
    for wrong in (("urgent=maybe",), ("state=accepted",), ("person.sex=x",)):
        assert terminal("referral", "receive", "--from", "Blue House", *wrong).status == 1
    assert terminal("referral", "accept", came["case"], "--on", "tomorrow").status == 1
    assert terminal("referral", "list").status == 0


def test_a_mission_sees_no_referral(terminal: Terminal) -> None:
    number = ready(terminal)
    terminal.json("referral", "new", number, "--to", "Blue House")
    terminal.json("record", "save", number, "consular_notification", "country=MM", "decision=notify")
    mission = terminal.as_("consul")
    assert mission.json("referral", "list") == []
    assert mission("referral", "new", number, "--to", "Blue House").status == 1
    assert mission("referral", "accept", number).status == 1
