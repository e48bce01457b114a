"""The way of three people from an imported row to a closed case, played with the installed command alone.

An adult who is returned, a child who is returned, an adult who stays. At every step the gate is tried
first and has to name what is missing; then the records are saved, and it has to hold.
`tests/test_journey.py` checks it, `make run` plays it.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

PASSPHRASE = "harbour candle seven willow plane"
TODAY = date.today()
Tell = Callable[[str], None]


def day(distance: int) -> str:
    """The day this many days from today, ISO 8601."""
    return (TODAY + timedelta(days=distance)).isoformat()


@dataclass
class Command:
    """The installed command, at one vault."""

    vault: Path
    secrets: Path
    program: str = str(Path(sys.executable).with_name("victimcase"))
    calls: int = 0

    def __call__(
        self, who: str, *words: str, expect: int = 0, given: Mapping[str, Any] | None = None
    ) -> subprocess.CompletedProcess[str]:
        """Run one command as a user; its exit status has to be the expected one."""
        self.calls += 1
        done = subprocess.run(
            [self.program, *words],
            env={**os.environ, **self.environment(who)},
            input=None if given is None else json.dumps(given),
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode != expect:
            raise AssertionError(f"{words}: status {done.returncode}\n{done.stdout}\n{done.stderr}")
        return done

    def environment(self, who: str) -> dict[str, str]:
        """What the command is told without being asked: the vault, who sits there, and their passphrase."""
        return {
            "VICTIMCASE_VAULT": str(self.vault),
            "VICTIMCASE_USER": who,
            "VICTIMCASE_PASSWORD_FILE": str(self.secrets),
        }

    def data(self, who: str, *words: str, expect: int = 0, given: Mapping[str, Any] | None = None) -> Any:
        """Run one command with --json and read what it prints."""
        return json.loads(self(who, *words, "--json", expect=expect, given=given).stdout)

    def save(self, who: str, number: str, kind: str, fields: Mapping[str, Any], *more: str) -> str:
        """Save a record and return its id; the fields go in on standard input."""
        made = self.data(who, "record", "save", number, kind, "--json-in", "-", *more, given=fields)
        return str(made["id"])


@dataclass(frozen=True)
class Leaving:
    """How one step is left: who records it, the records it needs, and what the gate must name first."""

    step: str
    who: str
    records: Sequence[tuple[str, Mapping[str, Any]]]
    names: str


@dataclass
class Person:
    """One of the three: the row they come in with, and the steps of their way."""

    title: str
    row: Mapping[str, Any]
    steps: Sequence[Leaving]
    ids: dict[str, str] = field(default_factory=dict)


AGREED = {"given": True, "how": "signature", "given_on": day(-3), "categories": ["identity", "account"]}


def fill_template(template: Path, target: Path, rows: Sequence[Mapping[str, Any]]) -> None:
    """Fill the official workbook as a person would: by the labels that can be seen, from the third row on."""
    import openpyxl

    book = openpyxl.load_workbook(template)
    sheet = book.worksheets[0]
    columns: dict[str, int] = {}
    for cell in sheet[1]:
        if cell.value:
            columns[str(cell.value)] = cell.column
    for place, said in enumerate(rows, 3):
        for name, value in said.items():
            sheet.cell(row=place, column=columns[name], value=value)
    book.save(target)


def walk(
    command: Command, number: str, person: Person, tell: Tell = lambda line: None
) -> Iterator[tuple[str, Any]]:
    """Lead one person from intake to closure; yields each step with the gate as it first stood."""
    for leaving in person.steps:
        words = ("case", "advance", number, "--step", leaving.step)
        first = command.data(leaving.who, *words, expect=1)
        assert first["holds"] is False and first["missing"], leaving.step
        said = json.dumps(first["missing"]).casefold()
        assert leaving.names in said, f"{leaving.step}: {leaving.names!r} is not named in {said}"
        tell(f"  {leaving.step}: refused, {len(first['missing'])} missing")
        for kind, fields in leaving.records:
            given = {
                name: person.ids.get(str(value)[1:], value) if str(value).startswith("$") else value
                for name, value in fields.items()
            }
            more = ("--id", str(given.pop("id"))) if "id" in given else ()
            person.ids[kind] = command.save(leaving.who, number, kind, given, *more)
        if leaving.step == "closure":
            finish_tasks(command, number)
        after = command.data(leaving.who, *words)
        assert after["holds"] is True and after["missing"] == [], leaving.step
        tell(
            f"  {leaving.step}: left; open now: {', '.join(after['moved_to']) or 'none, the case is closed'}"
        )
        yield leaving.step, first


def finish_tasks(command: Command, number: str) -> None:
    """Mark every open task of a case as done, as somebody would before closing it."""
    shown = command.data("supervisor", "case", "show", number)
    for record in shown["records"]:
        if record["kind"] == "task" and record["fields"].get("state") in ("open", "under_way"):
            done = {"state": "done", "done_on": day(0), "done_by": "supervisor"}
            command.save("supervisor", number, "task", done, "--id", record["id"])


def found(place: Path, how: type[Command] = Command) -> Command:
    """A new vault whose founder supervises, and a caseworker beside them."""
    place.mkdir(parents=True, exist_ok=True)
    secrets = place / "passphrase.txt"
    secrets.write_text(PASSPHRASE + "\n", encoding="utf-8")
    secrets.chmod(0o600)
    command = how(place / "shelter.vault", secrets)
    office = ("--office", "KUP", "--country", "ID", "--name", "Kupang shelter office")
    command("supervisor", "vault", "create", str(command.vault), *office, "--quick")
    command(
        "supervisor",
        "user",
        "add",
        "caseworker",
        "--role",
        "caseworker",
        "--new-password-file",
        str(secrets),
        "--quick",
    )
    return command


def partner_with_consent(command: Command, number: str) -> tuple[str, str]:
    """An organisation in the directory, and the person's consent to be referred to it."""
    clinic = {
        "name": "Harbour Clinic",
        "type": "HealthServiceOrganisation",
        "country": "ID",
        "city": "Kupang",
    }
    partner = command.save("caseworker", "office", "organisation", clinic)
    consent = command.save(
        "caseworker",
        number,
        "consent",
        {
            **AGREED,
            "given_by": "person",
            "purpose": "referral",
            "recipient": partner,
            "categories": ["identity", "health"],
        },
    )
    return partner, consent
