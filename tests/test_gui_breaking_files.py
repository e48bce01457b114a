"""Hostile and broken files: dropped, chosen, shown. Nothing is kept that should not be, and nothing hangs."""

from __future__ import annotations

import os
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QSettings, QUrl
from PySide6.QtWidgets import QFileDialog, QLabel, QWidget
from pytestqt.qtbot import QtBot

from tests.form_ground import PNG, DeskOf, desk_of, open_form
from tests.form_ground import settle as settle_desk
from tests.vaults import SignIn, new_case
from tests.window_ground import OpenWindow, find, go, open_window, qapp, settle
from victimcase.domain.errors import Invalid
from victimcase.gui.desk import Place
from victimcase.gui.dialogs.add_files import AddFiles
from victimcase.gui.dialogs.pdf_pages import PdfPages, _drawn, _opened
from victimcase.gui.dialogs.preview import inside, preview
from victimcase.gui.forms.files import FileEditor, taken
from victimcase.gui.jobs import Jobs
from victimcase.gui.pages.case.documents import Documents, coming_of
from victimcase.gui.parts.buttons import Button
from victimcase.gui.parts.chips import Chip
from victimcase.gui.parts.notice import Empty
from victimcase.gui.pictures import settle as settle_jobs
from victimcase.services import documents
from victimcase.services.documents import Content

__all__ = ["desk_of", "open_window", "qapp"]


def a_pdf(boxes: str, *, broken: bool = False) -> bytes:
    """A PDF of one page of a size, which runs a script when it is opened; its page may be damaged."""
    parts = [
        b"<</Type/Catalog/Pages 2 0 R/OpenAction<</S/JavaScript/JS(app.alert(1))>>>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Nonsense>>" if broken else f"<</Type/Page/Parent 2 0 R/MediaBox[{boxes}]>>".encode(),
    ]
    made = b"%PDF-1.4\n"
    places = []
    for number, part in enumerate(parts, 1):
        places.append(len(made))
        made += f"{number} 0 obj".encode() + part + b"endobj\n"
    table = len(made)
    made += b"xref\n0 4\n0000000000 65535 f \n" + b"".join(f"{at:010} 00000 n \n".encode() for at in places)
    return made + f"trailer<</Size 4/Root 1 0 R>>\nstartxref\n{table}\n%%EOF".encode()


def a_bomb() -> bytes:
    """A PNG of a few kilobytes that says it has 60,000 times 60,000 dots."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        """One part of a PNG."""
        check = zlib.crc32(kind + data).to_bytes(4, "big")
        return len(data).to_bytes(4, "big") + kind + data + check

    head = (60_000).to_bytes(4, "big") * 2 + b"\x08\x02\0\0\0"
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(bytes(99_999)))
        + chunk(b"IEND", b"")
    )


HOSTILE = {
    "letter.pdf": b"MZ\x90\x00" + bytes(300),
    "run.txt": b"#!/bin/sh\nrm -rf ~\n",
    "picture.svg": b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
    "page.html": b"<html><script>alert(1)</script></html>",
    "empty.pdf": b"",
    "letter.docx": b"PK\x03\x04" + bytes(400),
    "photo.jpg": PNG,
}


@pytest.mark.parametrize("name", sorted(HOSTILE))
def test_a_hostile_file_is_refused_in_words(tmp_path: Path, name: str) -> None:
    """Programs, scripts, what is not what its name says: none is taken, and the words name the file."""
    file = tmp_path / name
    file.write_bytes(HOSTILE[name])
    if name == "page.html":
        with pytest.raises(Invalid):
            taken(file)
        return
    with pytest.raises(Invalid) as refused:
        taken(file)
    assert name in str(refused.value)


def test_folders_pipes_and_devices_are_no_files(tmp_path: Path) -> None:
    """A pipe would be waited for without end, a device read without end; a real file is taken."""
    os.mkfifo(tmp_path / "pipe.pdf")
    (tmp_path / "link.pdf").symlink_to("/dev/zero")
    (tmp_path / "folder.pdf").mkdir()
    for name in ("pipe.pdf", "link.pdf", "folder.pdf", "gone.pdf"):
        with pytest.raises(Invalid, match=name.replace(".", r"\.")):
            taken(tmp_path / name)
    (tmp_path / "a.png").write_bytes(PNG)
    assert taken(tmp_path / "a.png").media_type == "image/png"


def test_a_file_of_sixty_megabytes_is_not_even_read(tmp_path: Path) -> None:
    """What is too large is refused by its size."""
    with (tmp_path / "scan.pdf").open("wb") as file:
        file.truncate(60 * 1024 * 1024)
    with pytest.raises(Invalid, match="larger"):
        taken(tmp_path / "scan.pdf")


@pytest.fixture
def jobs(qapp: object) -> Iterator[Jobs]:
    """The lanes a window has."""
    made = Jobs()
    bugs: list[object] = []
    made.bug.connect(bugs.append)
    yield made
    made.close()
    assert not bugs, bugs


@pytest.mark.parametrize(
    "data",
    [
        a_pdf("0 0 1 14000000"),
        a_pdf("0 0 14000000 1"),
        a_pdf("0 0 0 0"),
        a_pdf("0 0 -5 nonsense"),
        a_pdf("0 0 200 200", broken=True),
        a_pdf("0 0 200 200")[:150],
        b"%PDF-1.4\nnonsense",
        b"",
    ],
    ids=["tall", "wide", "nothing", "nonsense", "damaged page", "cut off", "rubbish", "empty"],
)
def test_any_pdf_is_shown_or_said_to_be_damaged(qtbot: QtBot, jobs: Jobs, data: bytes) -> None:
    """No size and no damage takes the memory, hangs, or ends in a bug."""
    shown = inside(Content("x.pdf", "application/pdf", data), jobs)
    assert isinstance(shown, PdfPages)
    qtbot.addWidget(shown)
    shown.resize(700, 500)
    shown.show()
    settle_jobs(jobs)
    settle_jobs(jobs)
    pages = shown.widget()
    assert pages is not None and pages.height() < 16_000
    assert shown.findChildren(QWidget, "preview.page.1") or shown.findChild(Empty, "preview.nothing")


def test_a_page_is_drawn_at_its_width_and_a_damaged_one_is_none(jobs: Jobs) -> None:
    """What is drawn is as wide as asked and never taller than a few times that."""
    good = _opened(a_pdf("0 0 200 100"))
    tall = _opened(a_pdf("0 0 1 14000000"))
    assert good is not None and tall is not None
    drawn = _drawn(good[0], 0, 400)
    assert drawn is not None and (drawn.width(), drawn.height()) == (400, 200)
    cut = _drawn(tall[0], 0, 400)
    assert cut is None or cut.height() <= 400 * 13


def test_a_picture_that_would_fill_the_memory_is_not_shown(qtbot: QtBot, jobs: Jobs) -> None:
    """A bomb is a sentence; so is a drawing that calls itself a picture."""
    for data in (a_bomb(), HOSTILE["picture.svg"]):
        shown = inside(Content("x.png", "image/png", data), jobs)
        qtbot.addWidget(shown)
        assert isinstance(shown, Empty)


def test_two_hundred_files_go_one_after_the_other(
    sign_in: SignIn, open_window: OpenWindow, tmp_path: Path
) -> None:
    """One press keeps what can be kept; what cannot is said, a few by name and the others in a number."""
    files = []
    for count in range(200):
        file = tmp_path / f"{count}.png"
        file.write_bytes(PNG if count % 50 == 7 else b"MZ" + bytes(100))
        files.append(QUrl.fromLocalFile(str(file)))
    data = QMimeData()
    data.setUrls([*files, QUrl("https://example.org/x.png")])
    coming = coming_of(data, "today")
    assert len(coming) == 200
    with sign_in() as session:
        number = new_case(session).number
        window = open_window(session)
        page = go(window, Place("case", number=number, tab="documents"))
        find(page, Documents, "case.documents").take(coming)
        dialog = find(page, AddFiles, "add_files")
        find(dialog, Chip, "add_files.about.note").click()
        find(dialog, Button, "add_files.save").click()
        for _ in range(80):
            settle(window)
            if not find(dialog, Button, "add_files.save").isVisible():
                break
        assert len(session.look(documents.listed, number)) == 4
        words = " ".join(one.text() for one in dialog.findChildren(QLabel))
        assert "193 more" in words and dialog.height() < 640
        find(dialog, Button, "add_files.cancel").click()


def test_a_folder_dropped_on_a_field_is_said_beside_it(
    sign_in: SignIn, desk_of: DeskOf, qtbot: QtBot, tmp_path: Path
) -> None:
    """The form goes on; nothing was taken."""
    with sign_in() as session:
        desk = desk_of(session)
        form = open_form(qtbot, desk, new_case(session).number, "document")
        editor = next(iter(form.findChildren(FileEditor)))
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(tmp_path))])
        assert editor.take_from(data)
        settle_desk(desk)
        assert "folder" in editor.mistake() and editor.file() is None


def test_no_window_is_called_as_a_file(qtbot: QtBot, jobs: Jobs) -> None:
    """Titles of windows can be read by any program: that of a preview names nobody; its head does."""
    window = QWidget()
    window.jobs = jobs  # type: ignore[attr-defined]  # as the window of the program has them
    qtbot.addWidget(window)
    window.resize(900, 700)
    window.show()
    dialog = preview(window, Content("Thiri Aung.png", "image/png", PNG))
    assert "Thiri" not in dialog.windowTitle() and dialog.accessibleName() == "Thiri Aung.png"
    dialog.reject()


def test_file_dialogs_remember_nothing(
    qtbot: QtBot, qapp: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Qt would write the folder into the settings of the person at the machine; here it has nowhere to."""
    folder = tmp_path / "Thiri Aung"
    folder.mkdir()
    dialog = QFileDialog()
    dialog.setDirectory(str(folder))
    assert dialog.testOption(QFileDialog.Option.DontUseNativeDialog) or not dialog.windowHandle()
    with qtbot.waitSignal(dialog.destroyed):
        dialog.deleteLater()
    settings = QSettings(QSettings.Scope.UserScope, "QtProject")
    settings.sync()
    assert not Path(settings.fileName()).is_file()
    assert not list(tmp_path.rglob("QtProject*"))
