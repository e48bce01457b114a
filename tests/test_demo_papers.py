"""Some cases of the demo have papers and pictures, which open."""

from __future__ import annotations

import io

import pikepdf
from PIL import Image

from tests.demo_ground import demo_vault, entered
from victimcase.services import cases, demo_papers, documents
from victimcase.services.demo import Made
from victimcase.services.demo_pen import WORKER
from victimcase.services.documents import Content

__all__ = ["demo_vault"]


def papers(made: Made) -> dict[str, list[Content]]:
    """The files of the cases the caseworker may see, by the number of the case."""
    found: dict[str, list[Content]] = {}
    with entered(made, WORKER) as session:
        for card in session.look(cases.listed, limit=1000):
            for one in session.look(documents.listed, card.number):
                if one.has_file:
                    content = session.look(documents.content, card.number, one.id)
                    found.setdefault(card.number, []).append(content)
    return found


def opens(content: bytes) -> bool:
    """Whether a reader of such files finds one page, or a picture."""
    if content.startswith(b"%PDF"):
        try:
            with pikepdf.open(io.BytesIO(content)) as book:
                return len(book.pages) == 1
        except pikepdf.PdfError:
            return False
    with Image.open(io.BytesIO(content)) as picture:
        picture.load()
        return picture.size[0] > 100


def test_some_cases_have_papers_and_pictures(demo_vault: Made) -> None:
    """Several cases have some, one has all, and each opens as what it says it is."""
    found = papers(demo_vault)
    assert len(found) >= 5
    assert max(len(files) for files in found.values()) == len(demo_papers.PAPERS)
    types = {one.media_type for files in found.values() for one in files}
    assert types == {"application/pdf", "image/png"}
    assert all(opens(one.data) for files in found.values() for one in files)


def test_a_paper_that_does_not_open_is_noticed() -> None:
    """The twin: the first half of a page is no page."""
    page = demo_papers.pdf(("One (line)", "and a \\ backslash"))
    assert opens(page) and not opens(page[: page.index(b"2 0 obj")])


def test_the_same_papers_every_time() -> None:
    """Nothing in a paper or picture changes from one making to the next."""
    assert demo_papers.pdf(("a",)) == demo_papers.pdf(("a",))
    assert demo_papers.png(240, 150) == demo_papers.png(240, 150)
