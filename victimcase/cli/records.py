"""`victimcase record …`: any record of any kind."""

from __future__ import annotations

import typer

from victimcase.cli.cases import FIELDS, JSON, JSON_IN, given_fields
from victimcase.cli.place import Place
from victimcase.cli.say import data, line, table
from victimcase.domain.dictionary import data_dictionary
from victimcase.i18n import N_, tr
from victimcase.services import directory, records

app = typer.Typer(help="Records of any kind: save, delete, list the kinds.", no_args_is_help=True)


def register(root: typer.Typer) -> None:
    """Add these commands to the program."""
    root.add_typer(app, name="record")


@app.command("save")
def save(
    context: typer.Context,
    number: str = typer.Argument(help="Case number or id; “office” for the directory and settings."),
    kind: str = typer.Argument(help="See “victimcase record kinds”."),
    fields: list[str] = FIELDS,
    json_in: str | None = JSON_IN,
    record: str | None = typer.Option(None, "--id", help="Write this record instead of making a new one."),
    parent: str | None = typer.Option(None, help="Record this one is a row of; the last one when not named."),
    as_json: bool = JSON,
) -> None:
    """Write a record: only the fields given; “FIELD=” clears one."""
    place: Place = context.obj
    given = given_fields(fields, json_in)
    with place.opened() as session:
        if number == records.OFFICE:
            saved = session.do(directory.save, kind, given, record=record, parent=parent).value
        else:
            saved = session.do(records.save, number, kind, given, record=record, parent=parent).value
    if as_json:
        data(saved)
    else:
        line(saved.id)


@app.command("delete")
def delete(context: typer.Context, number: str, kind: str, record: str = typer.Option(..., "--id")) -> None:
    """Take a record out of a case; it stays in the history, and undo brings it back."""
    place: Place = context.obj
    with place.opened() as session:
        if number == records.OFFICE:
            session.do(directory.delete, kind, record)
        else:
            session.do(records.delete, number, kind, record)
    line(record)


@app.command("kinds")
def kinds(as_json: bool = JSON) -> None:
    """List all kinds of records with their fields: the data dictionary."""
    found = data_dictionary()
    if as_json:
        data(found)
        return
    table(
        [(one["kind"], tr(one["title"]), one["scope"], one["stage"], len(one["fields"])) for one in found],
        [N_("Kind"), N_("Title"), N_("Belongs to"), N_("Stage"), N_("Fields")],
    )
