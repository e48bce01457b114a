"""`victimcase pdf KIND` and `referral pdf` (which `referrals` adds to its own): papers, through the door."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

import typer

from victimcase.cli.cases import JSON
from victimcase.cli.exchange import tell
from victimcase.cli.place import Place, read_secret
from victimcase.cli.say import aside
from victimcase.domain.errors import Invalid
from victimcase.domain.words import Category
from victimcase.i18n import N_, tr
from victimcase.services import case_papers, free_texts, papers

LANGUAGE = typer.Option("en", metavar="L[,L2]", help="Language of the paper, or two side by side.")
PASSWORD = typer.Option(None, "--password-file", metavar="F", help="Protects the paper with AES-256.")
TEXTS_READ = typer.Option(
    False, "--texts-read", help="You have read every free text through and let it go; else it is withheld."
)
ABOUT = typer.Option("", metavar="ID", help="The record the paper is about, where there are several.")
OFFICE = "office"
"""Instead of the number of a case: a paper about no case."""

app = typer.Typer(help="Referrals to other organisations.", no_args_is_help=True)


@dataclass(frozen=True)
class Asked:
    """What the options of a paper say, as they were given."""

    number: str
    to: str
    purpose: str
    language: str
    password_file: Path | None
    texts_read: bool
    about: str = ""
    categories: frozenset[Category] | None = None
    parts: tuple[str, ...] = ()
    more: Mapping[str, str] = field(default_factory=dict)


def register(root: typer.Typer) -> None:
    """Add these commands to the program."""
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
    texts_read: bool = TEXTS_READ,
    password_file: Path | None = PASSWORD,
    as_json: bool = JSON,
) -> None:
    """Write the referral letter: only what the consents for this partner and purpose allow."""
    asked = Asked(number, to, purpose, language, password_file, texts_read, categories=categories(fields))
    _give(context, "referral_letter", asked, out, as_json)


def paper(
    context: typer.Context,
    kind: str = typer.Argument(
        metavar="KIND", help="Name of the paper; a wrong one is answered with all there are."
    ),
    number: str = typer.Argument(help="Of the case; “office” for a paper about no case."),
    out: Path = typer.Argument(metavar="OUT.pdf"),
    to: str = typer.Option("", "--to", metavar="WHO", help="An organisation, “own” or “person”."),
    purpose: str = typer.Option("", metavar="P", help="Needed where a paper can serve several."),
    language: str = LANGUAGE,
    about: str = ABOUT,
    parts: str = typer.Option("", metavar="PART,…", help="Only these parts of it."),
    more: list[str] = typer.Option([], "--set", metavar="NAME=VALUE", help="What only this paper asks for."),
    texts_read: bool = TEXTS_READ,
    password_file: Path | None = PASSWORD,
    as_json: bool = JSON,
) -> None:
    """Write any other paper; for the own office, or the person, when nobody is named."""
    known = papers.OUTPUT_OF.get(kind)
    if known is None:
        raise Invalid(
            N_("There is no paper “{kind}”, so nothing was written."),
            N_("Papers are: {kinds}."),
            kind=kind,
            kinds=", ".join(papers.OUTPUT_OF),
        )
    asked = Asked(
        "" if number == OFFICE else number,
        to,
        purpose,
        language,
        password_file,
        texts_read,
        about,
        parts=tuple(one.strip() for one in parts.split(",") if one.strip()),
        more=dict(_pair(one) for one in more),
    )
    _give(context, known, asked, out, as_json)


def _pair(text: str) -> tuple[str, str]:
    name, sign, value = text.partition("=")
    if not sign or not name.strip():
        raise Invalid(
            N_("“{text}” is not NAME=VALUE, so nothing was written."),
            N_("Write it like “--set purpose=referral”."),
            text=text,
        )
    return name.strip(), value


def _give(context: typer.Context, output: str, asked: Asked, out: Path, as_json: bool) -> None:
    place: Place = context.obj
    order = papers.Order(
        case=asked.number,
        recipient=asked.to,
        purpose=asked.purpose,
        asked=asked.categories,
        languages=languages(asked.language),
        password=read_secret(asked.password_file) if asked.password_file else None,
        about=asked.about,
        texts={free_texts.EVERY: free_texts.GOES} if asked.texts_read else {},
        parts=asked.parts,
        more=asked.more,
    )
    with place.opened() as session:
        whom, why = session.look(case_papers.usual, output, asked.to, asked.purpose)
        given = papers.give(session, output, replace(order, recipient=whom, purpose=why), out)
    tell(given, as_json=as_json)
    if any(one.code == free_texts.CODE for one in given.withheld):
        aside(tr(N_("Free texts stay here until you have read them through; then add “--texts-read”.")))
    if asked.password_file:
        aside(tr(N_("Send the password by another way than the paper.")))
