"""Papers to try the press with: a referral letter, a paper in Dari, and one with a part of every kind."""

from __future__ import annotations

import re
import subprocess
import unicodedata

from tests.report_samples import SAMPLES, Sample
from victimcase.report.letter import Envelope, referral_letter
from victimcase.report.paper import Cell, Line, Paper, Part, Signature, Table, Tick

FINGERPRINT = "3fa9c1d27be04586" * 4
ENVELOPE = Envelope(
    office="Harbour shelter",
    number="HBR-D-2026-00041",
    date="23 November 2026",
    recipient="Lotus Reintegration Centre",
    purpose="Services after return",
    categories=("Identity", "Safe contact", "Legal"),
    fingerprint=FINGERPRINT,
)
_WORDS = re.compile(r"[\s،؛()\[\]«».,:۔\u200e\u200f\u202a-\u202e\u2066-\u2069]+")
_UNSEEN = re.compile("[\\s\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]+")


def sample(language: str) -> Sample:
    """What one language is tried with."""
    return next(each for each in SAMPLES if each.language == language)


def letter(sentences: int = 1) -> Paper:
    """A referral letter in three scripts; more sentences make it longer."""
    burmese, thai = sample("my"), sample("th")
    person = (
        ("Name", "Rung Lotusfield", False),
        ("Name in own script", burmese.name, False),
        ("Address", thai.address, False),
        ("Home address", None, True),
        ("Safe contact", "Aunt, Sundays 18:00 to 20:00, +66 2 123 4567", False),
    )
    needs = tuple(
        (f"Need {count}", text * 2, False)
        for count in range(1, sentences + 1)
        for text in (sample("en").sentence + " ", burmese.sentence, thai.sentence)
    )
    return referral_letter(
        ENVELOPE,
        addressee=("Lotus Reintegration Centre", "12 Example Road", "Sampletown"),
        request=("We ask you to receive the person named below.",),
        sections=(("Person", person), ("Needs", needs)),
        consent=(("Given", "9 November 2026", False), ("Limit", "“They must not visit my village.”", False)),
        contact=(("Telephone", "+66 2 123 4567", False),),
        signers=(Signature("For the sending office", "Malee Sampleton"), Signature("Received by")),
    )


def every_kind(languages: tuple[str, ...] = ("en",)) -> Paper:
    """A paper with a part of every kind, in English or in English and Dari."""
    dari = sample("fa")
    two = len(languages) > 1

    def both(english: str, other: str) -> str | tuple[str, ...]:
        return (english, other) if two else english

    parts = (
        Part(
            both("Request", "درخواست"),
            paragraphs=(both(sample("en").sentence, dari.sentence), Cell("", withheld=True)),
        ),
        Part(
            both("Person", "شخص"),
            rows=(
                Line(both("Name", "نام"), dari.name, field="person.name"),
                Line(both("Sex", "جنس"), both("Female", "زن")),
                Line(both("Home address", "نشانی"), withheld=True),
                Line(both("Telephone", "تلفون"), "+93 70 123 4567"),
                Line(both("Passport", "پاسپورت"), ""),
                Line(both("Received on", "تاریخ"), None),
            ),
        ),
        Part(
            both("Needs", "نیازها"),
            table=Table(
                (both("Need", "نیاز"), both("Days", "روز")),
                ((both("Housing", "خانه"), "12"), (Cell("", withheld=True), "4")),
                shares=(3, 1),
                numbers=frozenset({1}),
            ),
        ),
        Part(
            both("Consent", "رضایت"),
            ticks=(Tick(both("My name may be told", "نام"), True), Tick(both("My health", "صحت"))),
            signatures=(Signature(both("The person", "شخص"), thumbprint=True),),
        ),
        Part(both("Keep this safe", "نگه دارید"), paragraphs=(both("It can harm.", "آسیب"),), notice=True),
    )
    return Paper(
        title=both("Case sheet", "برگه"),
        office="Harbour shelter",
        number="HBR-D-2026-00042",
        date="23 November 2026",
        recipient="Lotus Reintegration Centre",
        purpose=both("Services after return", "خدمات"),
        categories=(both("Identity", "هویت"), both("Health", "صحت")),
        languages=languages,
        parts=parts,
        watermark="Lotus Reintegration Centre",
        qr_text="HBR-D-2026-00042",
    )


def text_of(file: bytes) -> str:
    """What poppler's pdftotext reads out of the file."""
    done = subprocess.run(["pdftotext", "-", "-"], input=file, capture_output=True, check=True)
    return done.stdout.decode()


def bare(text: str) -> str:
    """The text without spaces and marks nobody sees, composed, so that it can be looked for across lines."""
    return _UNSEEN.sub("", unicodedata.normalize("NFC", text))


def words_of(text: str) -> list[str]:
    """The words of a text, without the marks between them."""
    return [word for word in _WORDS.split(text) if word]
