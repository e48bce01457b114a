"""What ReportLab alone costs: the text of a paper as plain paragraphs, neither shaped nor tagged.

The baseline of `victimcase bench` for papers. What comes out is not fit to be read in most scripts.
"""

from __future__ import annotations

import io
from collections.abc import Iterable
from functools import cache
from html import escape

from victimcase import paths
from victimcase.report.paper import Cell, Paper, Words

FONTS = {"en": "NotoSans", "th": "NotoSansThai", "prs": "Vazirmatn"}


def letter(paper: Paper) -> bytes:
    """The paper's headings, paragraphs and lines, set by ReportLab's own page templates."""
    from reportlab.lib.pagesizes import A4
    from reportlab.platypus import Paragraph, SimpleDocTemplate, Table

    styles = {language: _style(font) for language, font in FONTS.items()}
    plain, story = styles["en"], []
    for part in paper.parts:
        story.append(Paragraph(_text(part.heading), plain))
        story += [Paragraph(_text(one), plain) for one in part.paragraphs]
        rows = [
            [
                Paragraph(_text(row.label), plain),
                Paragraph(_text(row.value or ""), styles[row.language or "en"]),
            ]
            for row in part.rows
        ]
        if rows:
            story.append(Table(rows, colWidths=[120, 370]))
    made = io.BytesIO()
    SimpleDocTemplate(made, pagesize=A4, invariant=True).build(story)
    return made.getvalue()


def _text(words: Words | Cell) -> str:
    said = words.value if isinstance(words, Cell) else words
    return escape(said if isinstance(said, str) else " ".join(_each(said)))


def _each(texts: Iterable[str]) -> Iterable[str]:
    return (text for text in texts if text)


@cache
def _style(font: str) -> object:
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.pdfbase.pdfmetrics import registerFont
    from reportlab.pdfbase.ttfonts import TTFont

    name = f"raw-{font}"
    registerFont(TTFont(name, str(paths.resources() / "fonts" / f"{font}_400Regular.ttf"), shapable=False))
    return ParagraphStyle(name, fontName=name, fontSize=9.5, leading=13.5, spaceAfter=5)
