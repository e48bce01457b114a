"""`victimcase self-test` and `bench`: does this installation work, and how fast is it."""

from __future__ import annotations

from pathlib import Path

import typer

from victimcase.cli.cases import JSON
from victimcase.cli.say import aside, data, line, progress, table
from victimcase.i18n import N_, tr


def register(root: typer.Typer) -> None:
    """Add these commands to the program."""
    root.command("self-test")(self_test)
    root.command("bench")(bench)


def self_test(as_json: bool = JSON) -> int:
    """Try out this installation on a throw-away vault: write, find, print, back up, restore, import,
    export.
    """
    from victimcase.services import self_test as tests

    def tell(step: tests.Step) -> None:
        state = tr(N_("ok")) if step.ok else tr(N_("FAILED"))
        if not as_json:
            line(f"{state:8}{step.ms:8,.0f} ms  {tr(step.title)}{f': {step.why}' if step.why else ''}")

    found = tests.run(tell)
    if as_json:
        data({"ok": found.ok, "steps": found.steps})
    if not found.ok:
        aside(
            tr(N_("This installation does not work as it should. No case was touched: do not write one yet."))
        )
        aside(
            tr(N_("Install it anew. If that does not help, report the lines above; they hold no case data."))
        )
    return 0 if found.ok else 1


def bench(
    cases: int = typer.Option(100_000, min=100, max=1_000_000, help="How many made-up cases."),
    folder: Path | None = typer.Option(
        None, "--in", metavar="DIR", help="Where the throw-away vault is made."
    ),
    as_json: bool = JSON,
) -> None:
    """Measure speed and size beside the raw libraries, in a throw-away vault of made-up cases."""
    from victimcase.services import bench as benches

    found = benches.run(cases, folder, progress())
    if as_json:
        data(found)
        return
    table(
        [
            (
                row.what,
                _number(row.ours),
                _number(row.raw),
                _number(row.ratio),
                row.unit,
                row.reach,
                _verdict(row.met),
            )
            for row in found.rows
        ],
        [N_("What"), N_("Ours"), N_("Raw"), N_("Ratio"), N_("Unit"), N_("Reach"), N_("Met")],
    )


def _number(value: float | None) -> str:
    return "–" if value is None else f"{value:,.2f}"


def _verdict(met: bool | None) -> str:
    return "–" if met is None else tr(N_("yes")) if met else tr(N_("no"))
