"""`victimcase consent …`: consents with their state, taking one back, sharing without one where the law
allows it, and the second person's yes or no.
"""

from __future__ import annotations

from datetime import date

import typer

from victimcase.cli.cases import JSON
from victimcase.cli.place import Place
from victimcase.cli.say import aside, data, line, table
from victimcase.domain.consent import LACK_TITLES, STATE_TITLES, Lack
from victimcase.domain.errors import Invalid
from victimcase.domain.legal_override import OF_CONSENT, STAND_TITLES
from victimcase.i18n import N_, tr
from victimcase.services import consents, overrides
from victimcase.services.consents import Held, Withdrawn
from victimcase.services.overrides import Declared

app = typer.Typer(
    help="Consents of a person: list, withdraw; share without one where the law allows it.",
    no_args_is_help=True,
)


def register(root: typer.Typer) -> None:
    """Add these commands to the program."""
    root.add_typer(app, name="consent")


def day(text: str) -> date:
    """A day as it is typed, YYYY-MM-DD. Raises Invalid."""
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        raise Invalid(
            N_("“{text}” is not a day. Nothing was changed."),
            N_("Write it as year-month-day, for example 2026-03-14."),
            text=text,
        ) from None


@app.command("list")
def list_consents(context: typer.Context, number: str, as_json: bool = JSON) -> None:
    """List the consents of a person with their state today."""
    place: Place = context.obj
    with place.opened() as session:
        found = session.look(consents.listed, number)
        label = session.world.reference.label
    if as_json:
        data(found)
        return
    rows = [
        (
            one.id,
            tr(label("purpose", one.purpose)) if one.purpose else "",
            one.recipient,
            _state(one),
            one.given_on,
            one.expires_on,
            one.withdrawn_on,
            ", ".join(tr(label("category", category)) for category in one.categories),
        )
        for one in found
    ]
    titles = (N_("Id"), N_("Purpose"), N_("Recipient"), N_("State"), N_("Given"), N_("Expires"))
    table(rows, [*titles, N_("Withdrawn"), N_("Covers")])


def _state(one: Held) -> str:
    return tr(LACK_TITLES[Lack(one.lack)] if one.lack else STATE_TITLES[one.state])


@app.command("withdraw")
def withdraw(
    context: typer.Context,
    number: str,
    record: str = typer.Argument(metavar="ID"),
    how: str = typer.Option(
        ..., metavar="TEXT", help="How the person took it back: said to whom, in writing."
    ),
    on: str = typer.Option("", metavar="DAY", help="The day they said it, YYYY-MM-DD; today if not given."),
    as_json: bool = JSON,
) -> None:
    """Write that a consent was taken back, and say who holds what because of it."""
    place: Place = context.obj
    with place.opened() as session:
        said = day(on) if on else session.today()
        done = session.do(consents.withdraw, number, record, on=said, how=how).value
    _tell(done, as_json=as_json)


@app.command("holders")
def holders(
    context: typer.Context, number: str, record: str = typer.Argument(metavar="ID"), as_json: bool = JSON
) -> None:
    """Say who holds what because of a consent."""
    place: Place = context.obj
    with place.opened() as session:
        found = session.look(consents.holders, number, record)
    _tell(found, as_json=as_json)


def _tell(done: Withdrawn, *, as_json: bool) -> None:
    if as_json:
        data(done)
        return
    rows = [
        (holder.recipient, one.number, one.day, one.paper, ", ".join(one.categories))
        for holder in done.holders
        for one in holder.disclosures
    ]
    table(rows, [N_("Recipient"), N_("Number"), N_("Day"), N_("What"), N_("About")])
    for referral in done.referrals:
        aside(
            tr(
                N_("A referral to {recipient} still rests on it: {record}"),
                recipient=referral.recipient,
                record=referral.id,
            )
        )


@app.command("override")
def override(
    context: typer.Context,
    number: str,
    to: str = typer.Option(..., "--to", metavar="WHO", help="A name of the directory."),
    purpose: str = typer.Option(..., metavar="P", help="referral, police, medical_exam, …"),
    about: str = typer.Option(..., "--about", metavar="CATEGORY,…", help="Only what they have to know."),
    basis: str = typer.Option(..., metavar="BASIS", help="danger_to_life or court_order."),
    law: str = typer.Option(..., metavar="TEXT", help="The article, or number and date of the order."),
    reason: str = typer.Option(..., metavar="TEXT", help="What happened."),
    until: str = typer.Option(..., "--until", metavar="DAY", help="The last day it holds, YYYY-MM-DD."),
    as_json: bool = JSON,
) -> None:
    """Share without consent where the law allows it; a second person has to confirm."""
    place: Place = context.obj
    categories = [part.strip() for part in about.split(",")]
    with place.opened() as session:
        made = session.do(
            overrides.declare,
            number,
            purpose=purpose,
            recipient=to,
            categories=categories,
            basis=basis,
            law=law,
            reason=reason,
            ends_on=day(until),
        ).value
    _say(made, as_json=as_json)


@app.command("overrides")
def list_overrides(
    context: typer.Context,
    number: str = typer.Argument("", help="Of this case; without it those that wait for a second person."),
    as_json: bool = JSON,
) -> None:
    """List overrides of a case, or all that wait for a second person."""
    place: Place = context.obj
    with place.opened() as session:
        found = session.look(overrides.listed, number) if number else session.look(overrides.waiting)
    if as_json:
        data(found)
        return
    rows = [
        (
            one.id,
            one.case,
            _stand(one),
            one.recipient or one.at_step,
            one.made_at[:16],
            one.made_by,
            one.ends_on,
        )
        for one in found
    ]
    table(rows, [N_("Id"), N_("Case"), N_("State"), N_("For"), N_("Made at"), N_("By"), N_("Ends on")])


@app.command("confirm")
def confirm(
    context: typer.Context, number: str, record: str = typer.Argument(metavar="ID"), as_json: bool = JSON
) -> None:
    """Say yes to an override, as its second person."""
    place: Place = context.obj
    with place.opened() as session:
        done = session.do(overrides.confirm, number, record).value
    _say(done, as_json=as_json)


@app.command("decline")
def decline(
    context: typer.Context, number: str, record: str = typer.Argument(metavar="ID"), as_json: bool = JSON
) -> None:
    """Say no to an override, as its second person: nothing more goes on it."""
    place: Place = context.obj
    with place.opened() as session:
        done = session.do(overrides.decline, number, record).value
    _say(done, as_json=as_json)


def _say(one: Declared, *, as_json: bool) -> None:
    if as_json:
        data(one)
    else:
        line(f"{one.id}  {_stand(one)}")


def _stand(one: Declared) -> str:
    """Where an override stands; one of a gate only waits to be looked at."""
    if one.of != OF_CONSENT and not one.confirmed_by:
        return tr(N_("Waits for the second person"))
    return tr(STAND_TITLES[one.stand])
