"""`victimcase task list`, `disclosure list`, `show` and `check`: due work, who has what, is a paper ours."""

from __future__ import annotations

from datetime import timedelta

import typer

from victimcase.cli.cases import JSON
from victimcase.cli.place import Place
from victimcase.cli.say import data, line, table
from victimcase.domain.outputs import OUTPUTS, PURPOSES
from victimcase.i18n import N_, tr
from victimcase.services import disclosures, ledger, tasks

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


@disclosure_app.command("show")
def show_disclosure(
    context: typer.Context, number: str = typer.Argument(help="Of the disclosure."), as_json: bool = JSON
) -> None:
    """Show one line of the ledger: to whom, what went, what was withheld and why."""
    place: Place = context.obj
    with place.opened() as session:
        found = session.look(ledger.line, number)
        label = session.world.reference.label
    if as_json:
        data(found)
        return
    paper, purpose = OUTPUTS.get(found.output), PURPOSES.get(found.purpose)
    said = {
        N_("Number"): found.number,
        N_("State"): found.state,
        N_("Paper"): tr(paper.title) if paper else found.output,
        N_("Recipient"): found.recipient,
        N_("Purpose"): tr(purpose.title) if purpose else found.purpose,
        N_("Cases"): ", ".join(found.cases),
        N_("Day"): (found.issued_at or found.prepared_at)[:10],
        N_("By"): found.user,
        N_("Second person"): found.second,
        N_("Went"): ", ".join(tr(label("category", code)) for code in found.categories),
        N_("Withheld"): "; ".join(f"{one.what} ({one.why})" for one in found.withheld),
        N_("How"): tr(N_("printed") if found.medium == disclosures.PRINT else N_("as a file")),
        N_("Fingerprint"): found.content_hash,
    }
    _say(said)


@disclosure_app.command("settle")
def settle_disclosure(
    context: typer.Context,
    number: str = typer.Argument(help="Of the disclosure."),
    went: bool = typer.Option(..., "--went/--stayed", help="Whether the paper went out."),
    as_json: bool = JSON,
) -> None:
    """Say whether a paper went out of which a crash left nobody knowing."""
    place: Place = context.obj
    with place.opened() as session:
        found = session.do(ledger.say_went, number, went=went).value
    if as_json:
        data(found)
        return
    _say({N_("Number"): found.number, N_("State"): found.state})


@disclosure_app.command("check")
def check_disclosure(
    context: typer.Context, number: str = typer.Argument(help="On the paper."), as_json: bool = JSON
) -> None:
    """Say whether a paper somebody holds is ours. Nothing about the person is shown."""
    place: Place = context.obj
    with place.opened() as session:
        found = session.look(ledger.check, number)
    if as_json:
        data(found)
        return
    said = {
        N_("Number"): found.number,
        N_("State"): found.state,
        N_("Paper"): found.paper,
        N_("Day"): found.issued_on,
        N_("Fingerprint"): ledger.grouped(found.content_hash),
    }
    _say(said)


def _say(said: dict[str, str]) -> None:
    for words, text in said.items():
        if text:
            line(f"{tr(words)}: {text}")
