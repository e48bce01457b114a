"""Adding a field is one line and one generated step: every output without a form carries it.

Done in a copy of the project, as somebody would do it, with the commands the README names.
"""

from __future__ import annotations

import csv
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

from tests import journey

ROOT = Path(__file__).resolve().parents[1]
BEFORE = '    deceased: Annotated[bool | None, YesNo(N_("Has died"), htcds="prs_Deceased")] = None\n'
LINE = '    clan: Annotated[str | None, Text(N_("Clan or lineage"), search="name")] = None\n'


def copied(place: Path) -> Path:
    """The project without what is built."""
    for name in ("victimcase", "migrations", "resources", "installers"):
        shutil.copytree(ROOT / name, place / name, ignore=shutil.ignore_patterns("__pycache__"))
    return place


def run(place: Path, *words: str, given: object = None) -> str:
    """Run Python in the copy."""
    done = subprocess.run(
        [sys.executable, *words],
        cwd=place,
        env={**os.environ, "PYTHONPATH": str(place)},
        input=None if given is None else json.dumps(given),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, f"{words}: {done.stdout}\n{done.stderr}"
    return done.stdout


def test_one_line_and_one_generated_step(tmp_path: Path) -> None:
    place = copied(tmp_path / "project")
    records = place / "victimcase" / "domain" / "records" / "person.py"
    text = records.read_text(encoding="utf-8")
    assert text.count(BEFORE) == 1
    records.write_text(text.replace(BEFORE, LINE + BEFORE), encoding="utf-8")

    steps = {step.name for step in (place / "migrations" / "versions").glob("*.py")}
    run(place, "installers/new_migration.py", "clan of the person")
    made = {step.name for step in (place / "migrations" / "versions").glob("*.py")} - steps
    [name] = made
    step = (place / "migrations" / "versions" / name).read_text(encoding="utf-8")
    assert step.count("add_column") == 1 and "sa.Column('clan', sa.Text(), nullable=True)" in step
    assert "records and tables agree" in run(place, "installers/new_migration.py", "nothing")

    vault = place / "office.vault"
    secret = place / "passphrase.txt"
    secret.write_text(journey.PASSPHRASE, encoding="utf-8")
    at = ("-m", "victimcase", "--vault", str(vault), "--user", "supervisor", "--password-file", str(secret))
    run(place, *at, "vault", "create", str(vault), "--office", "KUP", "--country", "ID", "--quick")
    fields = {"given_names": "Asma", "clan": "Barakzai"}
    case = json.loads(run(place, *at, "case", "new", "--json-in", "-", "--json", given=fields))["number"]

    shown = json.loads(run(place, *at, "case", "show", case, "--json"))
    [person] = [record["fields"] for record in shown["records"] if record["kind"] == "person"]
    assert person["clan"] == "Barakzai"
    kinds = json.loads(run(place, *at, "record", "kinds", "--json"))
    [entry] = [
        one for kind in kinds if kind["kind"] == "person" for one in kind["fields"] if one["name"] == "clan"
    ]
    assert entry["label"] == "Clan or lineage" and entry["category"] == "identity"
    found = json.loads(run(place, *at, "case", "list", "--search", "barak", "--json"))
    assert [one["number"] for one in found] == [case]
    acts = json.loads(run(place, *at, "case", "history", case, "--json"))
    assert [act["new"] for act in acts if act["field"] == "clan"] == ["Barakzai"]

    run(place, *at, "pdf", "case_sheet", case, "sheet.pdf")
    words = ["pdftotext", "-layout", str(place / "sheet.pdf"), "-"]
    paper = subprocess.run(words, capture_output=True, text=True, check=True).stdout
    assert "Clan or lineage" in paper and "Barakzai" in paper
    out = (
        "export",
        "cases",
        "out.zip",
        "--to",
        "own",
        "--purpose",
        "internal",
        "--plain",
        "--reason",
        "a test",
    )
    run(place, *at, *out)
    shutil.unpack_archive(place / "out.zip", place / "out")
    with (place / "out" / "person.csv").open(encoding="utf-8-sig", newline="") as table:
        assert [row["clan"] for row in csv.DictReader(table)] == ["Barakzai"]
