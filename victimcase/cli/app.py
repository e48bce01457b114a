"""`victimcase` at the command line: gathers the commands, and turns what goes wrong into words and exit
status.
"""

from __future__ import annotations

import importlib
import io
import sys
import traceback
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import typer
from typer.exceptions import TyperException

from victimcase import __version__
from victimcase.cli.place import gather
from victimcase.cli.say import aside, data, error, line
from victimcase.domain.errors import UserError
from victimcase.i18n import N_, tr

DONE, YOUR_TURN, WRONG_USE, BUG = 0, 1, 2, 3
"""Exit status: done; the user must do something; used wrongly; a bug."""

SHARED_HELP: Final = (
    "Common options, before or after the command: --vault DIR (VICTIMCASE_VAULT), "
    "--user NAME (VICTIMCASE_USER), --password-file FILE (VICTIMCASE_PASSWORD_FILE), --locale CODE."
)

MODULES: Final = {
    "backup": "vault",
    "bench": "probe",
    "case": "cases",
    "consent": "consents",
    "demo": "vault",
    "disclosure": "ledger",
    "document": "documents",
    "evidence": "evidence",
    "export": "exchange",
    "extract": "extracts",
    "import": "exchange",
    "pdf": "papers",
    "record": "records",
    "referral": "referrals",
    "restore": "vault",
    "self-test": "probe",
    "task": "ledger",
    "undo": "cases",
    "user": "people",
    "vault": "vault",
}
"""First word of a command -> the module that knows it: only that one is loaded, for a quick start."""


def program(words: Sequence[str]) -> typer.Typer:
    """The program as far as these words need it; all of it for the list of commands."""
    app = typer.Typer(
        name="victimcase",
        help="Follows trafficked people from identification to reintegration, in an encrypted vault.",
        epilog=SHARED_HELP,
        no_args_is_help=True,
        pretty_exceptions_enable=False,
        rich_markup_mode=None,
        add_completion=False,
    )
    first = next((word for word in words if not word.startswith("-")), "")
    wanted = {MODULES[first]} if first in MODULES else dict.fromkeys(MODULES.values())
    for name in wanted:
        importlib.import_module(f"victimcase.cli.{name}").register(app)
    app.command("version")(version)
    return app


def version(as_json: bool = typer.Option(False, "--json", help="As JSON.")) -> None:
    """Print the version of the program."""
    if as_json:
        data({"version": __version__})
    else:
        line(__version__)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status; nothing about people is printed when there is a bug."""
    if arguments is None:
        speak_every_script()
    place, rest = gather(sys.argv[1:] if arguments is None else arguments)
    try:
        command = typer.main.get_command(program(rest))
        result = command.main(rest, prog_name="victimcase", standalone_mode=False, obj=place)
    except UserError as problem:
        error(problem)
        return YOUR_TURN
    except typer.Exit as exit_:
        return exit_.exit_code
    except typer.Abort:
        aside(tr(N_("Stopped. Nothing was changed.")))
        return YOUR_TURN
    except TyperException as wrong:
        _misused(wrong)
        return WRONG_USE
    except BrokenPipeError:
        return DONE
    except OSError as trouble:
        aside(
            tr(
                N_("A file could not be read or written: {why}."),
                why=trouble.strerror or type(trouble).__name__,
            )
        )
        aside(tr(N_("Check the name, the folder and the room on the disk; what was sealed before is kept.")))
        return YOUR_TURN
    except Exception as bug:  # the edge: whatever is left is a bug, told without a word of case data
        if isinstance(bug, UnicodeEncodeError) and any(map(_is_no_text, rest)):
            aside(tr(N_("Something that was typed is no readable text. Nothing was changed.")))
            aside(tr(N_("Type it anew; texts and names of files are UTF-8.")))
            return WRONG_USE
        _bug(bug)
        return BUG
    return result if isinstance(result, int) else DONE


def _is_no_text(word: str) -> bool:
    """Whether a word holds bytes that are no UTF-8, which the system hands on as halves of characters."""
    return any("\ud800" <= letter <= "\udfff" for letter in word)


def speak_every_script() -> None:
    """Print as UTF-8 into files and pipes, and never stumble over a character a terminal lacks."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            encoding = None if stream.isatty() else "utf-8"
            stream.reconfigure(encoding=encoding, errors="backslashreplace")


def _misused(wrong: TyperException) -> None:
    """Show how the command is used, where the error knows which it was."""
    show = getattr(wrong, "show", None)
    if show is None:
        aside(wrong.format_message())
    else:
        show()


def _bug(bug: BaseException) -> None:
    """Name the kind of error and the lines of code, never the values in it."""
    aside(tr(N_("This is a bug in the program; it has changed nothing that is not sealed in the journal.")))
    aside(tr(N_("Please report the lines below; they hold no case data.")))
    for frame in traceback.extract_tb(bug.__traceback__)[-6:]:
        aside(f"  {'/'.join(Path(frame.filename).parts[-2:])}:{frame.lineno} {frame.name}")
    aside(f"  {type(bug).__name__}")


def run() -> None:
    """Run as a program."""
    sys.exit(main())


__all__ = ["main", "program", "run"]
