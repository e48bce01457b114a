"""How long a letter takes, beside raw ReportLab setting the same text unshaped in its own font.

`python -m tests.report_baseline` prints milliseconds and the ratio; no test asserts a time.
"""

from __future__ import annotations

import io
import time
from collections.abc import Callable, Iterator
from xml.sax.saxutils import escape

from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Spacer, Table

from tests.report_papers import letter
from victimcase import paths
from victimcase.report.paper import Line, Paper, Part, Words, render

_RUNS = 7
_SENTENCES = 9


def plain(words: Words | None) -> str:
    """The text alone."""
    return escape(words if isinstance(words, str) else " ".join(words or ()))


def unshaped(paper: Paper) -> bytes:
    """The same words by ReportLab alone: paragraphs and tables in one font, unshaped and untagged."""
    style = getSampleStyleSheet()["BodyText"]
    style.fontName, style.fontSize, style.leading = "Plain", 9.5, 13.5
    story: list[Flowable] = [Paragraph(plain(paper.title), style)]
    for part in paper.parts:
        story += list(_blocks(part, style))
    out = io.BytesIO()
    SimpleDocTemplate(out, pagesize=A4).build(story)
    return out.getvalue()


def _blocks(part: Part, style: object) -> Iterator[Flowable]:
    yield Spacer(1, 12)
    yield Paragraph(plain(part.heading), style)
    for text in part.paragraphs:
        yield Paragraph(plain(text if isinstance(text, (str, tuple)) else text.value), style)
    rows = [[Paragraph(plain(text), style) for text in _texts(line)] for line in part.rows]
    if rows:
        yield Table(rows, colWidths=[140, 330], splitInRow=1)


def _texts(line: Line) -> tuple[Words, Words]:
    return line.label, "withheld" if line.withheld else (line.value or "")


def best(work: Callable[[], object]) -> float:
    """The shortest of several runs, in milliseconds of the processor."""
    times = []
    for _ in range(_RUNS):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return min(times) * 1000


if __name__ == "__main__":
    pdfmetrics.registerFont(TTFont("Plain", str(paths.resources() / "fonts" / "NotoSans_400Regular.ttf")))
    paper = letter(_SENTENCES)
    ours, raw = best(lambda: render(paper)), best(lambda: unshaped(paper))
    print(f"ours {ours:.0f} ms, raw ReportLab {raw:.0f} ms, ratio {ours / raw:.2f}")
