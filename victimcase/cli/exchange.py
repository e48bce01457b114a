"""`victimcase import` and `export`: spreadsheets in and out."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import typer

from victimcase.cli.cases import JSON
from victimcase.cli.place import Place, read_secret
from victimcase.cli.say import aside, data, line, plain, progress
from victimcase.domain.errors import Invalid
from victimcase.domain.purposes import PURPOSES
from victimcase.i18n import N_, tr
from victimcase.services import exports, imports
from victimcase.services.disclosures import Given
from victimcase.services.import_report import Note, Report


def register(root: typer.Typer) -> None:
    """Add these commands to the program."""
    root.command("import")(import_file)
    root.command("export")(export)


def import_file(
    context: typer.Context,
    file: Path = typer.Argument(metavar="FILE"),
    form: str = typer.Option(
        "auto", "--format", help="auto, htcds-xlsx, htcds-csv, xlsform-csv, or csv with --map."
    ),
    mapping: Path | None = typer.Option(
        None, "--map", metavar="MAP.toml", help="Which column is which field."
    ),
    dry_run: bool = typer.Option(False, "--dry-run", help="Only say what would become of every row."),
    skip: str = typer.Option("", metavar="ROW,…", help="Leave these rows out."),
    same: list[str] = typer.Option(
        None, metavar="ROW=NUMBER", help="The person of this row is the one of this case."
    ),
    with_values: bool = typer.Option(
        False, "--with-values", help="Let the report show what stood in the cells."
    ),
    as_json: bool = JSON,
) -> None:
    """Import a spreadsheet: every row is judged on its own, and a report names every oddity."""
    place: Place = context.obj
    with place.opened() as session:
        reading = imports.understand(file, form=form, mapping=mapping)
        report = imports.run(
            session,
            reading,
            dry_run=dry_run,
            skip=frozenset(row_number(part) for part in skip.split(",") if part.strip()),
            same=dict(same_person(pair) for pair in same or ()),
            progress=progress(),
        )
    if as_json:
        data(report_shape(report, with_values=with_values))
    else:
        _print(report, dry_run=dry_run, with_values=with_values)
    aside(
        tr(
            N_(
                "The file “{name}” itself still lies on this machine, unprotected. "
                "Delete it when you no longer need it."
            ),
            name=file.name,
        )
    )


def row_number(text: str) -> int:
    """The number of a row as the spreadsheet program shows it. Raises Invalid."""
    if not text.strip().isdecimal():
        raise Invalid(
            N_("“{text}” is not the number of a row, so nothing was imported."),
            N_("Rows are named by the numbers the spreadsheet program shows, as in “--skip 5,12”."),
            text=text[:20],
        )
    return int(text)


def same_person(pair: str) -> tuple[int, str]:
    """A row and the case whose person it is."""
    row, _, number = pair.partition("=")
    return row_number(row), number.strip()


def report_shape(report: Report, *, with_values: bool) -> dict[str, Any]:
    """The report as JSON; what stood in cells only when asked for."""
    return {
        "rows": report.rows,
        "created": report.created,
        "updated": report.updated,
        "unchanged": report.unchanged,
        "rejected": [_note_shape(one, with_values=with_values) for one in report.rejected],
        "duplicates": [plain(one) for one in report.duplicates],
        "warnings": [_note_shape(one, with_values=with_values) for one in report.warnings],
        "layout": report.layout,
        "cases": report.cases,
        "decisions": [plain(one) for one in report.decisions],
    }


def _note_shape(note: Note, *, with_values: bool) -> dict[str, Any]:
    shape: dict[str, Any] = {"row": note.row, "column": note.column, "message": note.message}
    return shape | ({"found": note.found} if with_values and note.found else {})


def _print(report: Report, *, dry_run: bool, with_values: bool) -> None:
    if dry_run:
        line(tr(N_("This is a preview; nothing was changed.")))
    line(f"{tr(N_('Rows'))}: {report.rows}")
    line(f"{tr(N_('new'))}: {report.created}   {tr(N_('updated'))}: {report.updated}")
    line(f"{tr(N_('unchanged'))}: {report.unchanged}   {tr(N_('not taken'))}: {len(report.rejected)}")
    for title, notes in ((N_("Not taken"), report.rejected), (N_("To know"), report.warnings)):
        if notes:
            line(f"\n{tr(title)}:")
        for note in notes:
            found = f"  [{note.found}]" if with_values and note.found else ""
            line(f"  – {note.message}{found}")
    if report.duplicates:
        line(f"\n{tr(N_('Perhaps known already'))}:")
    for one in report.duplicates:
        line(f"  – {tr(N_('Row'))} {one.row}: {one.case}, {one.score:.2f} ({', '.join(one.why)})")


def export(
    context: typer.Context,
    what: str = typer.Argument(metavar="htcds|cases"),
    file: Path = typer.Argument(metavar="FILE"),
    to: str = typer.Option(..., "--to", metavar="WHO", help="“own”, or a name of the directory."),
    purpose: str = typer.Option(..., metavar="P", help="“internal” for the own organisation."),
    cases: str = typer.Option("", metavar="N,…", help="Only these cases; all you may see when not named."),
    password_file: Path | None = typer.Option(
        None, "--password-file", metavar="F", help="Encrypts the file."
    ),
    plain_file: bool = typer.Option(
        False, "--plain", help="Without encryption; needs the right and a reason."
    ),
    reason: str = typer.Option("", metavar="TEXT"),
    texts_read: bool = typer.Option(
        False, "--texts-read", help="You have read every free text through and let it go."
    ),
    as_json: bool = JSON,
) -> None:
    """Export cases to one encrypted file."""
    place: Place = context.obj
    if what not in ("htcds", "cases"):
        raise Invalid(
            N_("There is no export “{what}”, so nothing was written."),
            N_("Choose “htcds” or “cases”."),
            what=what,
        )
    if (password_file is None) == (not plain_file):
        raise Invalid(
            N_("An export needs either a password or the word that it shall be plain; nothing was written."),
            N_("Give “--password-file FILE”, or “--plain --reason TEXT”."),
        )
    order = exports.Order(
        recipient=to,
        purpose=purpose,
        cases=tuple(number.strip() for number in cases.split(",") if number.strip()),
        password=read_secret(password_file) if password_file else None,
        plain_because=reason if plain_file else "",
        texts_read=texts_read,
    )
    with place.opened() as session:
        given = exports.give(session, what, order, file)
    tell(given, as_json=as_json)


def tell(given: Given, *, as_json: bool) -> None:
    """Print what went out, and what was withheld."""
    if as_json:
        data(given)
        return
    line(f"{given.file}")
    purpose = tr(PURPOSES[given.purpose].title)
    cases = len(given.cases)
    number = tr(N_("1 case")) if cases == 1 else tr(N_("{count} cases"), count=f"{cases:,}")
    about = f"{given.recipient}, {purpose.lower()}, {number}"
    line(f"{tr(N_('Disclosure'))} {given.disclosure}: {about}")
    for one in given.withheld:
        aside(f"  – {tr(N_('withheld'))}: {one.case}: {one.what} – {one.why}")
