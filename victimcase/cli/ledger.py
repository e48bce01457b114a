"""`victimcase task list`, `disclosure list`: due work, and who has what."""

from __future__ import annotations

from datetime import timedelta

import typer

from victimcase.cli.cases import JSON
from victimcase.cli.place import Place
from victimcase.cli.say import data, table
from victimcase.i18n import N_, tr
from victimcase.services import disclosures, tasks

task_app = typer.Typer(help="Tasks: what is due.", no_args_is_help=True)
disclosure_app = typer.Typer(help="The ledger: who has what.", no_args_is_help=True)


def register(root: typer.Typer) -> None:
    """Add these commands to the program."""
    root.add_typer(task_app, name="task")
    root.add_typer(disclosure_app, name="disclosure")


@task_app.command("list")
def list_tasks(
    context: typer.Context,
    number: str = typer.Argument("", help="Only of this case."),
    days: int = typer.Option(30, min=0, help="How many days ahead; overdue tasks are always listed."),
    as_json: bool = JSON,
) -> None:
    """List open tasks of the cases you may see, the most overdue first."""
    place: Place = context.obj
    with place.opened() as session:
        found = session.look(tasks.listed, number=number or None, ahead=timedelta(days=days))
    if as_json:
        data(found)
        return
    rows = [
        (one.due_on, tr(N_("overdue")) if one.overdue else "", one.case, tr(one.subject), one.assignee)
        for one in found
    ]
    table(rows, [N_("Due"), "", N_("Case"), N_("Task"), N_("Who")])


@disclosure_app.command("list")
def list_disclosures(
    context: typer.Context, number: str = typer.Argument("", help="Only of this case."), as_json: bool = JSON
) -> None:
    """List what went to whom, for which purpose."""
    place: Place = context.obj
    with place.opened() as session:
        found = session.look(disclosures.listed, number or None)
    if as_json:
        data(found)
        return
    table(
        [
            (
                one.number,
                one.state,
                one.prepared_at[:10],
                one.recipient,
                one.purpose,
                one.output,
                ", ".join(one.cases),
            )
            for one in found
        ],
        [N_("Number"), N_("State"), N_("Day"), N_("Recipient"), N_("Purpose"), N_("What"), N_("Cases")],
    )
