"""Papers on a printer: every page is drawn, in the order it is read, and a refusal stands in the ledger."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from PySide6.QtCore import QBuffer, QIODevice, QMarginsF
from PySide6.QtGui import QPageSize, QPdfWriter
from pytestqt.qtbot import QtBot

from tests.vaults import SignIn, new_case, save
from victimcase.domain.errors import Refused
from victimcase.gui import paper_print
from victimcase.services import disclosures, papers
from victimcase.services.papers import Order


def pages(data: bytes) -> list[Any]:
    """Each page as a coarse grey picture: the mean of squares of ten dots."""
    found = []
    for page in pypdfium2.PdfDocument(data):
        grey = page.render(scale=600 / page.get_size()[0], grayscale=True).to_numpy()[:840, :600]
        found.append(grey.reshape(84, 10, 60, 10).mean(axis=(1, 3)))
    return found


def test_every_page_is_drawn_as_it_is(qtbot: QtBot, sign_in: SignIn) -> None:
    with sign_in("supervisor") as session:
        number = new_case(session, given_names="Thiri").number
        for day in range(1, 29):
            save(session, number, "task", subject="Call the clinic again", due_on=f"2026-04-{day:02}")
        sheets: list[bytes] = []

        def deliver(data: bytes) -> None:
            buffer = QBuffer()
            buffer.open(QIODevice.OpenModeFlag.WriteOnly)
            device = QPdfWriter(buffer)
            device.setResolution(150)
            device.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
            device.setPageMargins(QMarginsF(0, 0, 0, 0))
            assert paper_print.painted(device, data)
            del device
            sheets.extend([data, bytes(buffer.data().data())])

        papers.printed(session, "case_sheet", Order(number, "own", "internal"), deliver)
    before, after = pages(sheets[0]), pages(sheets[1])
    assert len(before) == len(after) >= 2
    alike, apart = _difference(before[0], after[0]), _difference(before[0], after[1])
    assert alike * 2 < apart, "each page on paper looks like that page on the screen"
    assert _difference(before[1], after[1]) * 2 < apart


def _difference(one: Any, other: Any) -> float:
    """How far two pictures are apart, by their grey."""
    return float(abs(one - other).mean())


def test_a_printer_that_is_not_there_takes_nothing(qtbot: QtBot, sign_in: SignIn, tmp_path: Path) -> None:
    with sign_in("supervisor") as session:
        number = new_case(session).number
        order = Order(number, "own", "internal")
        with pytest.raises(Refused, match="did not take the paper"):
            papers.printed(session, "case_sheet", order, paper_print.deliver_to("no such printer"))
        [line] = session.look(disclosures.listed, number)
        assert line.state == "not_issued"
    assert not list(tmp_path.rglob("*.pdf"))


def test_nothing_but_a_pdf_is_drawn(qtbot: QtBot) -> None:
    with pytest.raises(pypdfium2.PdfiumError):
        paper_print.painted(QPdfWriter(QBuffer()), io.BytesIO(b"no pdf").getvalue())
