"""Pictures of set text: ours through poppler, Pango's own, and how unlike two pictures are."""

from __future__ import annotations

import io
import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import numpy as np
from PIL import Image, ImageFilter, ImageOps

from tests.report_samples import SAMPLES, Sample
from victimcase import paths
from victimcase.report.canvas import PaperCanvas
from victimcase.report.flowable import ShapedParagraph
from victimcase.report.languages import base_direction
from victimcase.report.look import BODY, TextStyle
from victimcase.report.shaping import ShapedText

POPPLER = shutil.which("pdftoppm") is not None
PANGO = shutil.which("pango-view") is not None
KEPT = Path(__file__).parent / "data" / "report"

PAGE_DOTS = 100

_LARGE = TextStyle(40, 60)
_BLUR, _WINDOW, _PAGE_WINDOW, _STEP = 1.5, 30, 12, 6
_INK = 60


def picture(file: bytes, dots: int = 72) -> Image.Image:
    """The first page as grey dots, `dots` to the inch."""
    command = ["pdftoppm", "-r", str(dots), "-gray", "-singlefile", "-"]
    done = subprocess.run(command, input=file, capture_output=True, check=True)
    return Image.open(io.BytesIO(done.stdout)).convert("L")


def line_file(text: str, language: str) -> bytes:
    """A page with this one line in large type."""
    paragraph = ShapedParagraph(text, _LARGE, language)
    width = paragraph.natural_width + 60
    canvas = PaperCanvas(language=language)
    canvas.setPageSize((width, 160))
    paragraph.wrap(width - 40, 100)
    paragraph.drawOn(canvas, 20, 40)
    canvas.showPage()
    canvas.save()
    content: bytes = canvas.buffer.getvalue()
    return content


def sample_file(sample: Sample) -> bytes:
    """A small page with what one language is tried with: name in bold, address, sentence."""
    canvas = PaperCanvas(language=sample.language)
    canvas.setPageSize((300, 150))
    top = 140.0
    for text, style in zip(sample.texts, (BODY.strong(), BODY, BODY), strict=True):
        paragraph = ShapedParagraph(text, style, sample.language, node=canvas.root.add("P", sample.language))
        top -= paragraph.wrap(260, 100)[1]
        paragraph.drawOn(canvas, 20, top)
        top -= 4
    canvas.showPage()
    canvas.save()
    content: bytes = canvas.buffer.getvalue()
    return content


def pango_picture(text: str, language: str, folder: Path) -> Image.Image:
    """The line as Pango sets it with the same faces; order and shapes are Pango's own."""
    shaped = ShapedText(text, _LARGE, language, base_direction(text, language))
    marked = "".join(
        f'<span font_family="{_family(item.face.family)}">{escape(text[item.start : item.end])}</span>'
        for item in shaped.items
    )
    source, out, settings = folder / "line.txt", folder / "line.png", folder / "fonts.conf"
    source.write_text(marked, encoding="utf-8")
    fonts = paths.resources() / "fonts"
    settings.write_text(
        f"<fontconfig><dir>{fonts}</dir><cachedir>{folder}</cachedir></fontconfig>", encoding="utf-8"
    )
    command = ["pango-view", "--no-display", "--markup", f"--output={out}", "--font=Noto Sans 40", "--dpi=72"]
    command += ["--margin=20", "--antialias=gray", "--hinting=none", "--subpixel-positions"]
    environment = {**os.environ, "FONTCONFIG_FILE": str(settings)}
    subprocess.run([*command, f"--language={language}", str(source)], env=environment, check=True)
    return Image.open(out).convert("L")


def likeness(one: Image.Image, other: Image.Image) -> float:
    """How alike two lines are where they are least alike: 1 is the same, below about 0.9 a glyph differs."""
    cropped = [_inked(image) for image in (one, other)]
    size = max(image.width for image in cropped), max(image.height for image in cropped)
    return _least_alike(_field(cropped[0], size), _field(cropped[1], size), _WINDOW, size[1])


def page_likeness(one: Image.Image, other: Image.Image) -> float:
    """The same for two pages, place by place; 0 where they differ in size."""
    if one.size != other.size:
        return 0.0
    return _least_alike(_field(one, one.size), _field(other, one.size), _PAGE_WINDOW, _PAGE_WINDOW)


def _least_alike(one: Any, other: Any, wide: int, tall: int) -> float:
    height, width = one.shape
    return min(
        _correlation(one[top : top + tall, left : left + wide], other[top : top + tall, left : left + wide])
        for top in range(0, max(1, height - tall + 1), _STEP)
        for left in range(0, max(1, width - wide), _STEP)
    )


def _family(name: str) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name)


def _inked(image: Image.Image) -> Image.Image:
    box = ImageOps.invert(image).point(lambda dot: 255 if dot > _INK else 0).getbbox()
    return image.crop(box)


def _field(image: Image.Image, size: tuple[int, int]) -> Any:
    sheet = Image.new("L", size, 255)
    sheet.paste(image, (0, 0))
    return 255.0 - np.asarray(sheet.filter(ImageFilter.GaussianBlur(_BLUR)), dtype=float)


def _correlation(one: Any, other: Any) -> float:
    power = float(np.sqrt((one * one).sum() * (other * other).sum()))
    return float((one * other).sum()) / power if power > 1e4 else 1.0


if __name__ == "__main__":  # keeps new pictures, after they were looked at
    for each in SAMPLES:
        picture(sample_file(each), PAGE_DOTS).save(KEPT / f"page-{each.language}.png", optimize=True)
