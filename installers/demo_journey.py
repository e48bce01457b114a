"""What `make run` plays: made-up people, the journey of three of them, and the papers that come out.

Everything is made anew in the folder named on the command line. Papers are kept as PDF and, where
`pdftoppm` is there, as pictures.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests import journey
from tests.journey import Command
from tests.journey_people import PEOPLE
from victimcase import paths

SCRIPTS = ("KH", "TH", "MM", "LA", "BD", "LK", "AF", "NP", "VN", "CN", "PK", "IN")
"""Citizenships that show the scripts of the region in letters from the demo vault."""


def tell(text: str) -> None:
    """Tell whoever watches what happens."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def play_journey(place: Path, papers: Path) -> None:
    """Three people, from rows of the official workbook to closed cases, with letters on the way."""
    tell("A new vault, a supervisor and a caseworker.")
    command = journey.found(place / "journey")
    people = [make() for make in PEOPLE]
    source = place / "journey" / "shelter.xlsx"
    template = paths.resources() / "htcds" / "htcds-excel-plain-v2.0.xlsx"
    journey.fill_template(template, source, [person.row for person in people])
    report = command.data("caseworker", "import", str(source))
    tell(f"Imported {report['rows']} rows of the official workbook: {report['created']} new cases.")
    for number, person in zip(report["cases"], people, strict=True):
        tell(f"\n{number}: {person.title}")
        for _ in journey.walk(command, number, person, tell):
            pass
    number = report["cases"][0]
    _, consent = journey.partner_with_consent(command, number)
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
    command.data("caseworker", *words, str(papers / "referral-letter.pdf"))
    command.save("caseworker", number, "consent", {"withdrawn_on": journey.day(0)}, "--id", consent)
    given = command.data("caseworker", *words, str(papers / "referral-letter-after-withdrawal.pdf"))
    held = ", ".join(one["what"] for one in given["withheld"])
    tell(f"\nA letter went out; after the consent was withdrawn a second one withholds: {held}.")
    command.data("caseworker", "pdf", "case_sheet", number, str(papers / "case-sheet.pdf"))
    backup = place / "journey" / "shelter.backup"
    command.data("supervisor", "backup", str(backup))
    command.data("supervisor", "restore", str(backup), str(place / "journey" / "restored.vault"))
    check = command.data("supervisor", "vault", "check")
    state = "sound" if check["ok"] else "NOT SOUND"
    tell(f"Backed up and restored. The vault is {state}: {check['entries']} entries.")


def play_demo(place: Path, papers: Path) -> Path:
    """The demo vault, and letters about people of many scripts."""
    vault = place / "demo.vault"
    program = str(Path(sys.executable).with_name("victimcase"))
    subprocess.run([program, "demo", str(vault)], check=True)
    command = Command(vault, place / "demo-password.txt")
    listed = command.data("supervisor", "case", "list", "--limit", "1000")
    made: set[str] = set()
    for case in listed:
        country = next((one for one in case["citizenships"] if one in SCRIPTS and one not in made), None)
        if country is None or not case["name_in_script"]:
            continue
        out = papers / f"letter-{country}.pdf"
        words = (
            "--to",
            "Demo partner",
            "--purpose",
            "referral",
            "--fields",
            "identity,contact,health,account,family,legal",
        )
        given = command.data("supervisor", "referral", "pdf", case["number"], *words, str(out))
        if len(given["withheld"]) > 2:
            out.unlink()
            continue
        made.add(country)
    tell(f"Letters from the demo vault: {', '.join(sorted(made))}.")
    return vault


def picture(papers: Path) -> None:
    """Turn every paper into pictures, a file a page."""
    if shutil.which("pdftoppm") is None:
        tell("pdftoppm is not here, so the papers stay PDFs (Debian: poppler-utils).")
        return
    for paper in sorted(papers.glob("*.pdf")):
        subprocess.run(["pdftoppm", "-png", "-r", "70", str(paper), str(paper.with_suffix(""))], check=True)


def main() -> None:
    """Play all of it."""
    place = Path(sys.argv[1] if len(sys.argv) > 1 else "build/demo").resolve()
    papers = place / "papers"
    papers.mkdir(parents=True, exist_ok=True)
    play_journey(place, papers)
    vault = play_demo(place, papers)
    picture(papers)
    tell(f"\nPapers and pictures: {papers}")
    tell("To look around in the demo vault:")
    tell(f"  export VICTIMCASE_VAULT={vault} VICTIMCASE_USER=supervisor")
    tell(f"  export VICTIMCASE_PASSWORD_FILE={place / 'demo-password.txt'}")
    tell("  .venv/bin/victimcase case list")


if __name__ == "__main__":
    main()
