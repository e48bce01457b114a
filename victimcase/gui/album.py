"""`victimcase --screenshot OUTDIR`: a picture of every page of a demo vault, in every look."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from victimcase.domain.errors import UserError
from victimcase.gui.app import can_show, no_screen
from victimcase.i18n import N_, tr

DONE, YOUR_TURN, WRONG_USE = 0, 1, 2


def run(words: Sequence[str], vault: str | None) -> int:
    """Take the pictures of `--screenshot OUTDIR`, of a demo made for it where no vault was named."""
    _, equals, beside = words[0].partition("=")
    rest = list(words[1:])
    folder = beside if equals else rest.pop(0) if rest else ""
    if not folder or rest:
        print(tr(N_("Name one folder for the pictures: victimcase --screenshot OUTDIR")), file=sys.stderr)
        return WRONG_USE
    if not can_show():
        print(no_screen(), file=sys.stderr)
        return YOUR_TURN
    try:
        made = _take(Path(folder), Path(vault) if vault else None)
    except UserError as problem:
        print(problem, file=sys.stderr)
        return YOUR_TURN
    print(tr(N_("{count} pictures in “{folder}”."), count=len(made), folder=folder))
    return DONE


def _take(folder: Path, vault: Path | None) -> list[Path]:
    from victimcase.gui import scenes

    if vault is not None:
        return scenes.visit(vault, folder)
    from victimcase.services import demo

    with tempfile.TemporaryDirectory() as place:
        made = demo.make(Path(place) / "demo.vault", today=date.today())
        return scenes.visit(Path(made.vault), folder)
