"""`victimcase self-test` and `bench`: does this installation work, and how fast is it."""

from __future__ import annotations

import typer

from victimcase.cli.cases import JSON
from victimcase.cli.say import data, line


def register(root: typer.Typer) -> None:
    """Add these commands to the program."""
    root.command("self-test")(self_test)
