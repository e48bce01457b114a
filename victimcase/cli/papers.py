"""`victimcase referral pdf` and `pdf KIND`: papers, through the one door."""

from __future__ import annotations

from pathlib import Path

import typer

from victimcase.cli.cases import JSON
from victimcase.cli.exchange import tell
from victimcase.cli.place import Place, read_secret
from victimcase.cli.say import aside
from victimcase.domain.errors import Invalid
from victimcase.domain.words import Category
from victimcase.i18n import N_, tr
from victimcase.services import papers

LANGUAGE = typer.Option("en", metavar="L[,L2]", help="Language of the paper, or two side by side.")
PASSWORD = typer.Option(None, "--password-file", metavar="F", help="Protects the paper with AES-256.")

app = typer.Typer(help="Referrals to other organisations.", no_args_is_help=True)


def register(root: typer.Typer) -> None:
    """Add these commands to the program."""
    root.add_typer(app, name="referral")
    root.command("pdf")(paper)


def categories(text: str) -> frozenset[Category]:
    """The categories named in a list. Raises Invalid for one there is not, and for an empty list."""
    found = set()
    for word in (part.strip() for part in text.split(",") if part.strip()):
        try:
            found.add(Category(word))
        except ValueError:
            raise Invalid(
                N_("There is no category “{word}”, so nothing was given out."),
                N_("Categories are: {categories}."),
                word=word,
                categories=", ".join(Category),
            ) from None
    return frozenset(found)


def languages(text: str) -> tuple[str, ...]:
    """One or two language tags."""
    found = tuple(dict.fromkeys(part.strip() for part in text.split(",") if part.strip()))
    if not 1 <= len(found) <= 2:
        raise Invalid(
            N_("A paper is in one language, or in two side by side; nothing was given out."),
            N_("Write it as “--language en” or “--language en,th”."),
        )
    return found


@app.command("pdf")
def referral_letter(
    context: typer.Context,
    number: str,
    out: Path = typer.Argument(metavar="OUT.pdf"),
    to: str = typer.Option(..., "--to", metavar="PARTNER", help="Name of an organisation of the directory."),
    purpose: str = typer.Option(
        ..., metavar="P", help="What for: referral, services, medical_exam, police, …"
    ),
    fields: str = typer.Option(..., metavar="CATEGORY,…", help="What exactly: identity, contact, health, …"),
    language: str = LANGUAGE,
    password_file: Path | None = PASSWORD,
    as_json: bool = JSON,
) -> None:
    """Write the referral letter: only what the consents for this partner and purpose allow."""
    _give(
        context,
        "referral_letter",
        number,
        out,
        to,
        purpose,
        categories(fields),
        language,
        password_file,
        as_json,
    )


def paper(
    context: typer.Context,
    kind: str = typer.Argument(metavar="KIND", help="case_sheet"),
    number: str = typer.Argument(),
    out: Path = typer.Argument(metavar="OUT.pdf"),
    to: str = typer.Option("own", "--to", metavar="WHO"),
    purpose: str = typer.Option("internal", metavar="P"),
    language: str = LANGUAGE,
    password_file: Path | None = PASSWORD,
    as_json: bool = JSON,
) -> None:
    """Write any other paper; for the own office when nobody is named."""
    if kind not in papers.OUTPUT_OF:
        raise Invalid(
            N_("There is no paper “{kind}”, so nothing was written."),
            N_("Papers are: {kinds}."),
            kind=kind,
            kinds=", ".join(papers.OUTPUT_OF),
        )
    _give(context, papers.OUTPUT_OF[kind], number, out, to, purpose, None, language, password_file, as_json)


def _give(
    context: typer.Context,
    output: str,
    number: str,
    out: Path,
    to: str,
    purpose: str,
    asked: frozenset[Category] | None,
    language: str,
    password_file: Path | None,
    as_json: bool,
) -> None:
    place: Place = context.obj
    order = papers.Order(
        case=number,
        recipient=to,
        purpose=purpose,
        asked=asked,
        languages=languages(language),
        password=read_secret(password_file) if password_file else None,
    )
    with place.opened() as session:
        given = papers.give(session, output, order, out)
    tell(given, as_json=as_json)
    if password_file:
        aside(tr(N_("Send the password by another way than the paper.")))
