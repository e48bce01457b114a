"""The journey: three people from an imported row to a closed case, with the installed command alone."""

from __future__ import annotations

import io
import json
import subprocess
from collections.abc import Callable, Mapping
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests import journey
from tests.journey import Command, Person
from tests.journey_people import PEOPLE
from victimcase import paths
from victimcase.cli import app

TEMPLATE = "htcds-excel-plain-v2.0.xlsx"


@dataclass
class Typed(Command):
    """The same words, given to the command inside this process: hundreds of starts of Python are saved."""

    def __call__(
        self, who: str, *words: str, expect: int = 0, given: Mapping[str, Any] | None = None
    ) -> subprocess.CompletedProcess[str]:
        """Run one command as a user; its exit status has to be the expected one."""
        self.calls += 1
        out, err = (io.TextIOWrapper(io.BytesIO(), "utf-8", newline="") for _ in range(2))
        with pytest.MonkeyPatch.context() as patch, redirect_stdout(out), redirect_stderr(err):
            patch.setattr("sys.stdin", io.StringIO("" if given is None else json.dumps(given)))
            for name, value in self.environment(who).items():
                patch.setenv(name, value)
            status = app.main(list(words))
        printed, said = (stream.buffer.getvalue().decode() for stream in (_flushed(out), _flushed(err)))
        assert status == expect, f"{words}: status {status}\n{printed}\n{said}"
        return subprocess.CompletedProcess(words, status, printed, said)


def _flushed(stream: io.TextIOWrapper) -> Any:
    stream.flush()
    return stream


def ways() -> list[Any]:
    """Every person with the command at hand, and among the long tests with the installed one, too."""
    quick = [pytest.param(make, Typed, id=make.__name__) for make in PEOPLE]
    installed = [
        pytest.param(make, Command, id=f"{make.__name__}-installed", marks=pytest.mark.soak)
        for make in PEOPLE
    ]
    return [*quick, *installed]


def text_of(paper: Path) -> str:
    """What a reader finds in a paper."""
    words = ["pdftotext", "-layout", str(paper), "-"]
    return subprocess.run(words, capture_output=True, text=True, check=True).stdout


def imported(command: Command, people: list[Person], place: Path) -> list[str]:
    """The cases of these people, from rows of the official workbook; twice changes nothing."""
    count = len(people)
    source = place / "shelter.xlsx"
    template = paths.resources() / "htcds" / TEMPLATE
    journey.fill_template(template, source, [person.row for person in people])
    preview = command.data("caseworker", "import", str(source), "--dry-run")
    assert (preview["rows"], preview["created"], preview["rejected"]) == (count, count, [])
    assert command.data("caseworker", "case", "list") == []
    report = command.data("caseworker", "import", str(source))
    assert (report["created"], report["unchanged"], report["rejected"]) == (count, 0, [])
    again = command.data("caseworker", "import", str(source))
    assert (again["created"], again["unchanged"]) == (0, count)
    return list(report["cases"])


@pytest.mark.parametrize(("make", "how"), ways())
def test_from_row_to_closed(make: Callable[[], Person], how: type[Command], tmp_path: Path) -> None:
    person = make()
    command = journey.found(tmp_path, how)
    [number] = imported(command, [person], tmp_path)
    walked = [step for step, _ in journey.walk(command, number, person)]
    assert walked == [leaving.step for leaving in person.steps]
    assert command.data("supervisor", "case", "show", number)["steps"] == []
    check = command.data("supervisor", "vault", "check")
    assert check["ok"] and check["problems"] == [] and check["cases"] == 1
    history_names_everybody(command, number)


def test_letters_undo_and_a_copy_restored(tmp_path: Path) -> None:
    command = journey.found(tmp_path, Typed)
    numbers = imported(command, [make() for make in PEOPLE], tmp_path)
    letters(command, numbers[0], tmp_path)
    undo_one(command, numbers[2])
    copy_says_the_same(command, numbers, tmp_path)


def letters(command: Command, number: str, place: Path) -> None:
    """A letter goes out; after the consent is withdrawn a second one withholds."""
    partner, consent = journey.partner_with_consent(command, number)
    words = (
        "referral",
        "pdf",
        number,
        "--to",
        "Harbour Clinic",
        "--purpose",
        "referral",
        "--fields",
        "identity,health",
    )
    first = command.data("caseworker", *words, str(place / "first.pdf"))
    assert [one["what"] for one in first["withheld"]] == []
    said = text_of(place / "first.pdf")
    assert "Sokha" in said and "Chann" in said and first["disclosure"] in said
    command.save("caseworker", number, "consent", {"withdrawn_on": journey.day(0)}, "--id", consent)
    second = command.data("caseworker", *words, str(place / "second.pdf"))
    assert {one["what"] for one in second["withheld"]} == {"Identity", "Health"}
    said = text_of(place / "second.pdf")
    assert "Sokha" not in said and "Chann" not in said and "withheld" in said.casefold()
    acts = command.data("supervisor", "case", "history", number)
    assert "Prepare a disclosure" in {act["action"] for act in acts}
    ledger = command.data("caseworker", "disclosure", "list", number)
    assert [(line["state"], line["recipient"]) for line in ledger] == [("issued", "Harbour Clinic")] * 2
    assert partner


def undo_one(command: Command, number: str) -> None:
    """One step back brings the field to what it was, and says what was undone."""
    before = command.data("caseworker", "case", "show", number)
    command.save("caseworker", number, "person", {"city": "Medan"})
    undone = command.data("caseworker", "undo")
    assert undone["undone"] == "Save record" and undone["fields"] == 1
    after = command.data("caseworker", "case", "show", number)
    person = [record["fields"] for record in before["records"] if record["kind"] == "person"]
    assert [record["fields"] for record in after["records"] if record["kind"] == "person"] == person


def history_names_everybody(command: Command, number: str) -> None:
    """The history names each act and who did it."""
    acts = command.data("supervisor", "case", "history", number)
    assert {act["user"] for act in acts} == {"caseworker", "supervisor"}
    titles = {act["action"] for act in acts}
    assert {"Import a row", "Save record", "Move case to its next step"} <= titles
    closed = [act for act in acts if act["field"] == "closed_on" and act["old"] is None]
    assert {(act["new"], act["user"]) for act in closed} == {(journey.day(0), "supervisor")}


def copy_says_the_same(command: Command, numbers: list[str], place: Path) -> None:
    """A vault restored from a backup says the same about every case."""
    backup = place / "all.backup"
    command.data("supervisor", "backup", str(backup))
    restored = place / "restored.vault"
    command.data("supervisor", "restore", str(backup), str(restored))
    copy = Typed(restored, command.secrets)
    assert copy.data("supervisor", "vault", "check")["ok"]
    for number in numbers:
        assert copy.data("supervisor", "case", "show", number) == command.data(
            "supervisor", "case", "show", number
        )
