"""Figures of what enters and leaves: an imported workbook, a paper that is set, a command that starts."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from random import Random
from typing import BinaryIO

from victimcase import paths
from victimcase.exchange import code_lists, htcds, htcds_write
from victimcase.exchange import raw_baseline as raw_pass
from victimcase.exchange.code_lists import CodeLists, Field, Kind
from victimcase.exchange.reading import Value
from victimcase.report import raw_baseline as raw_letter
from victimcase.report.paper import Line, Paper, Part, render
from victimcase.services import imports
from victimcase.services.bench_clock import Pair, beside, forget_peak, peak_mib, spent
from victimcase.services.bench_people import people
from victimcase.services.session import Session

SENTENCE = "Needs an interpreter and a safe place to stay; does not want the family to know where this is."
THAI = "ผู้เสียหายต้องการล่ามและที่พักที่ปลอดภัย และไม่ต้องการให้ครอบครัวรู้ว่าอยู่ที่ไหน "
DARI = "او به مترجم نیاز دارد و می‌خواهد در جای امن بماند. شمارهٔ پرونده ۱۲۳ (سری) است. "
EMPTY_COMMAND = "import typer; app = typer.Typer(); app.command()(lambda: None); app(standalone_mode=False)"


def workbook(lists: CodeLists, count: int, seed: int) -> BinaryIO:
    """A workbook like the official template with so many made-up people, in memory."""
    made = io.BytesIO()
    htcds_write.write_xlsx(made, _rows(lists, count, seed), htcds_write.default_fields(lists), lists)
    return made


def _rows(lists: CodeLists, count: int, seed: int) -> Iterator[dict[str, Value]]:
    rng, drawn = Random(seed), people(seed)
    for _ in range(count):
        person = next(drawn).person
        row = {field.name: value for field in lists.core if (value := _value(field, lists, rng)) is not None}
        yield row | {
            "prs_FirstName": str(person["given_names"]),
            "prs_SecondName": str(person["family_name"]),
            "prs_Birthdate": date.fromisoformat("1970-01-01") + timedelta(days=rng.randrange(15_000)),
        }


def _value(field: Field, lists: CodeLists, rng: Random) -> Value | None:
    """A value of the field's kind; every third cell stays empty, as in the sheets people keep."""
    if rng.random() < 0.35:
        return None
    codes = [code.code for code in lists.codes.get(field.list, ()) if not code.local]
    match field.kind:
        case Kind.DATE:
            return date(2015, 1, 1) + timedelta(days=rng.randrange(4_000))
        case Kind.YES_NO:
            return rng.random() < 0.5
        case Kind.CHOICE:
            return rng.choice(codes)
        case Kind.CHOICES:
            return tuple(rng.sample(codes, 2))
        case Kind.PHONE:
            return f"+668{rng.randrange(10**8):08d}"
        case Kind.LONG_TEXT:
            return SENTENCE
        case Kind.TEXT:
            return f"Words {rng.randrange(1000)}"
    return None


def importing(session: Session, count: int) -> tuple[Pair, float | None]:
    """Import a workbook beside a pass over it, in ms, and the MiB it took more than a tenth of it did."""
    lists = code_lists.load(paths.resources() / "htcds")
    _take(session, workbook(lists, max(count // 10, 1), seed=3), lists)
    book = workbook(lists, count, seed=4)
    raw = min(spent(lambda: raw_pass.pass_over(book)) for _ in range(2))
    forget_peak()
    before = peak_mib()
    ours = spent(lambda: _take(session, book, lists))
    after = peak_mib()
    return Pair(ours, raw), None if before is None or after is None else after - before


def _take(session: Session, book: BinaryIO, lists: CodeLists) -> None:
    imports.run(session, htcds.read(book, "bench.xlsx", lists))


def paper() -> Paper:
    """A letter of four pages in three scripts."""
    rows = (
        Line("Wishes", THAI * 3, language="th"),
        Line("In own words", DARI * 3, language="prs"),
        Line("Agreed", SENTENCE),
    )
    parts = tuple(Part(f"Section {number}", (SENTENCE * 4,), rows) for number in range(1, 12))
    return Paper(
        title="Referral letter",
        office="BEN",
        number="BEN-D-0000-1",
        date="2026-01-01",
        parts=parts,
        recipient="Demo partner",
        purpose="Referral",
        watermark="Demo partner",
        qr_text="BEN-D-0000-1 sha256:" + "0" * 64,
    )


def setting(rounds: int) -> Pair:
    """Set the letter beside ReportLab with the same text unshaped."""
    letter = paper()
    return beside(lambda: render(letter), lambda: raw_letter.letter(letter), rounds=rounds)


def starting(rounds: int) -> Pair:
    """Start the command beside an empty command of the same library."""
    own = [sys.executable, "-m", "victimcase", "version"]
    return beside(lambda: _run(own), lambda: _run([sys.executable, "-c", EMPTY_COMMAND]), rounds=rounds)


def _run(command: list[str]) -> None:
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env=os.environ)
