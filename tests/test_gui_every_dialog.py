"""Every sheet that can be opened over a page, and the pages before a vault is open: named, whole, reached by
the Tab key as one reads, plain, mirrored and with large letters.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QWidget

from tests import page_checks as checks
from tests.demo_ground import demo_vault, entered
from tests.entry_ground import Begin, begin, first_run, unlock_page
from tests.window_ground import OpenWindow, go, open_window, qapp, settle
from victimcase.domain.legal_override import Stand
from victimcase.domain.words import RecordId, Step
from victimcase.gui import theme
from victimcase.gui.app import make_app, turn
from victimcase.gui.colours import Mode
from victimcase.gui.desk import Desk, Place
from victimcase.gui.dialogs.add_files import AddFiles, Coming
from victimcase.gui.dialogs.advance import AdvanceDialog
from victimcase.gui.dialogs.conflict import ConflictDialog, Contested
from victimcase.gui.dialogs.copy_out import CopyOut
from victimcase.gui.dialogs.earlier import EarlierValues
from victimcase.gui.dialogs.extract import ExtractDialog
from victimcase.gui.dialogs.override import SecondPersonDialog, ShareDialog
from victimcase.gui.dialogs.paper import PaperDialog
from victimcase.gui.dialogs.picture_edit import PictureEdit
from victimcase.gui.dialogs.question import Dialog, ask
from victimcase.gui.dialogs.recall import RecallDialog
from victimcase.gui.dialogs.shared_paper import WhichPaper
from victimcase.gui.dialogs.withdraw import HoldersDialog, WithdrawDialog
from victimcase.gui.pages.administration.person_dialogs import (
    AddPerson,
    ChangeRole,
    LetInAgain,
    NewPassphrase,
)
from victimcase.gui.pages.case import overrides
from victimcase.gui.pages.case.facts import Facts
from victimcase.gui.pages.shelter.dialogs import EndStay, GiveBed, MoveBed
from victimcase.gui.pages.tasks.dialogs import Assign, NewTask, Postpone
from victimcase.gui.parts import tab_order
from victimcase.services import beds, case_list, case_papers, case_sheets, case_view, documents, people, tasks
from victimcase.services.case_list import Column, Filters, Order
from victimcase.services.consents import Resting, Withdrawn
from victimcase.services.demo import Made
from victimcase.services.demo_papers import png
from victimcase.services.documents import Content
from victimcase.services.overrides import Declared
from victimcase.services.recalls import Held, Holder

__all__ = ["begin", "demo_vault", "open_window", "qapp"]

Open = Callable[[QWidget, Desk], Dialog]
"""Opens one sheet over a window."""


def _number(desk: Desk) -> str:
    order = Order(Column.DUE, descending=False)
    return desk.session.look(case_list.page, Filters(open=True), order, limit=1)[0].number


def _question(over: QWidget, desk: Desk) -> Dialog:
    return ask(
        over, "Delete this?", "It can be taken back.", yes="Delete", no="Keep", then=list, careful=True
    )


def _conflict(over: QWidget, desk: Desk) -> Dialog:
    fields = [Contested(name, name.title(), "old", "theirs", "yours", "Rung") for name in ("city", "street")]
    return ConflictDialog(over, fields, lambda _chosen: None)


def _letter(over: QWidget, desk: Desk) -> Dialog:
    header = desk.session.look(case_view.overview, _number(desk)).header
    return PaperDialog(over, desk, header, "referral_letter")


def _advance(over: QWidget, desk: Desk) -> Dialog:
    header = desk.session.look(case_view.overview, _number(desk)).header
    return AdvanceDialog(over, desk, header, list(Step)[-1], holds=False)


def _copy(over: QWidget, desk: Desk) -> Dialog:
    number = _number(desk)
    listed = desk.session.look(documents.listed, number)
    return CopyOut(over, desk, number, listed[0].id, Content("scan.png", "image/png", b"bytes"))


def _copy_evidence(over: QWidget, desk: Desk) -> Dialog:
    content = Content("gate.png", "image/png", b"")
    return CopyOut(over, desk, _number(desk), "0" * 32, content, kind="evidence_item")


def _picture(over: QWidget, desk: Desk) -> Dialog:
    return PictureEdit(over, desk, _number(desk), "0" * 32, Content("a.png", "image/png", png(90, 60)))


def _earlier(over: QWidget, desk: Desk) -> Dialog:
    number = _number(desk)
    field = next(one for one in desk.session.look(case_sheets.history_of, number) if one.field)
    return EarlierValues(over, desk, number, field, restores=True)


def _files(over: QWidget, desk: Desk) -> Dialog:
    return AddFiles(over, desk, _number(desk), [Coming(Path("scan.png"), b"bytes")])


def _of_task(sheet: Callable[[QWidget, Desk, tasks.Planned], Dialog]) -> Open:
    def opened(over: QWidget, desk: Desk) -> Dialog:
        return sheet(over, desk, desk.session.look(tasks.between, None, None)[0])

    return opened


def _of_member(sheet: Callable[[QWidget, Desk, people.Member], Dialog]) -> Open:
    def opened(over: QWidget, desk: Desk) -> Dialog:
        members = desk.session.look(people.listed)
        return sheet(over, desk, next(one for one in members if one.login == "consul"))

    return opened


def _give(over: QWidget, desk: Desk) -> Dialog:
    plan = desk.session.look(beds.plan)
    house, bed = next((house, bed) for house in plan.houses for bed in house.beds if bed.free)
    return GiveBed(over, desk, house, bed, desk.today)


def _move(over: QWidget, desk: Desk) -> Dialog:
    plan = desk.session.look(beds.plan)
    who = next(one for house in plan.houses for bed in house.beds for one in bed.sleepers if one.stay)
    return MoveBed(over, desk, plan, who.stay, who.name)


def _end(over: QWidget, desk: Desk) -> Dialog:
    plan = desk.session.look(beds.plan)
    who = next(one for house in plan.houses for bed in house.beds for one in bed.sleepers if one.stay)
    return EndStay(over, desk, who.stay, who.number, who.name)


def _withdraw(over: QWidget, desk: Desk) -> Dialog:
    return WithdrawDialog(over, desk, _number(desk), "0" * 32, "Referral · Harbour Clinic")


def _holders(over: QWidget, desk: Desk) -> Dialog:
    lines = tuple(
        Held(f"BKK-D-0000{n}", "2026-03-01", "referral_letter", ("identity", "health"), "BKK-A-1")
        for n in range(4)
    )
    resting = Resting("BKK-A-1", RecordId("1" * 32), "Harbour Clinic", "sent")
    found = Withdrawn(
        RecordId("0" * 32), "2026-03-14", tuple(Holder(name, lines) for name in "AB"), (resting,)
    )
    return HoldersDialog(over, desk, found, "Referral · Harbour Clinic")


def _recall(over: QWidget, desk: Desk) -> Dialog:
    held = (Held("BKK-D-00001", "2026-03-01", "referral_letter", ("identity",), "BKK-A-1"),)
    names = ("Harbour Clinic", "A house with a very long name that wraps in two lines or three", "C")
    found = Withdrawn(RecordId("0" * 32), "2026-03-14", tuple(Holder(name, held) for name in names), ())
    return RecallDialog(over, found, frozenset({"C"}))


def _share(over: QWidget, desk: Desk) -> Dialog:
    return ShareDialog(over, desk, _number(desk))


def _which(over: QWidget, desk: Desk) -> Dialog:
    found = desk.session.look(case_papers.makeable, _number(desk))
    return WhichPaper(over, "A house with a very long name that wraps in two lines or three", found)


def _second(over: QWidget, desk: Desk) -> Dialog:
    said: dict[str, Any] = {one.name: "" for one in fields(Declared)}
    said |= {"stand": Stand.OPEN, "categories": ("identity",), "made_at": "2026-03-14T08:00Z"}
    said |= {"reason": "A long reason. " * 12, "may_confirm": True, "may_decline": True}
    one = Declared(**said)
    return SecondPersonDialog(over, desk, one, Facts(overrides.facts(desk, one)))


SHEETS: dict[str, Open] = {
    "withdraw": _withdraw,
    "holders": _holders,
    "recall": _recall,
    "share": _share,
    "which": _which,
    "second": _second,
    "question": _question,
    "conflict": _conflict,
    "paper": _letter,
    "advance": _advance,
    "copy_out": _copy,
    "copy_evidence": _copy_evidence,
    "extract": lambda over, desk: ExtractDialog(over, desk, None),
    "picture_edit": _picture,
    "earlier": _earlier,
    "add_files": _files,
    "new_task": NewTask,
    "postpone": _of_task(Postpone),
    "assign": _of_task(Assign),
    "add_person": AddPerson,
    "change_role": _of_member(ChangeRole),
    "new_passphrase": _of_member(NewPassphrase),
    "let_in_again": _of_member(LetInAgain),
    "give_bed": _give,
    "move_bed": _move,
    "end_stay": _end,
}


def wrong(within: QWidget) -> list[str]:
    """What is wrong with a sheet or an entry page."""
    return [
        *checks.nameless(within),
        *checks.clipped(within),
        *checks.scrolls_sideways(within),
        *checks.too_many_steps(within),
        *checks.lost_on_the_way(within, begin=next(iter(tab_order.stops(within)), None)),
    ]


@pytest.mark.parametrize(("rtl", "text_size"), [(False, 100), (True, 100), (False, 200)])
def test_every_sheet_is_whole(demo_vault: Made, open_window: OpenWindow, rtl: bool, text_size: int) -> None:
    """One window, and over it each sheet after the other."""
    said: list[str] = []
    with entered(demo_vault, "admin") as session:
        window = open_window(session, rtl=rtl, text_size=text_size)
        go(window, Place("help"))
        assert window.desk is not None
        for name, build in SHEETS.items():
            sheet = build(window, window.desk)
            sheet.open()
            settle(window)
            checks.still(sheet)
            said += [f"{name}: {line}" for line in wrong(sheet)]
            sheet.close()
            sheet.deleteLater()
    theme.apply(make_app(), Mode.LIGHT)
    assert not said, "\n" + "\n".join(said)


@pytest.mark.parametrize("rtl", [False, True])
def test_the_pages_before_a_vault_is_open_are_whole(begin: Begin, vault_folder: Path, rtl: bool) -> None:
    """Who is there? And the three steps that set a vault up, as far as they are open at once."""
    app = make_app()
    said: list[str] = []
    program = begin(vault=vault_folder)
    turn(app, right_to_left=rtl)
    settle(program.window_)
    said += [f"unlock: {line}" for line in wrong(unlock_page(program))]
    program.show_first_run(None)
    settle(program.window_)
    said += [f"first run: {line}" for line in wrong(first_run(program))]
    turn(app, right_to_left=False)
    assert not said, "\n" + "\n".join(said)


class AsQtGoes(Dialog):
    """A sheet that leaves the Tab key to Qt."""

    def focusNextPrevChild(self, forwards: bool) -> bool:
        """By when things were made."""
        return QDialog.focusNextPrevChild(self, forwards)


@pytest.mark.parametrize(("kind", "sound"), [(Dialog, True), (AsQtGoes, False)])
def test_a_sheet_whose_fields_were_made_late_is_walked_as_it_is_laid_out(
    qapp: QApplication, kind: type[Dialog], sound: bool
) -> None:
    """Qt alone goes by when things were made; a sheet goes by where they stand."""
    over = QWidget()
    sheet = kind(over, "Which?", name="sheet")
    sheet.add_button("Keep", sheet.close, name="keep")
    for name in ("sheet.second", "sheet.first"):
        line = QLineEdit()
        line.setObjectName(name)
        line.setAccessibleName(name)
        sheet.inside.insertWidget(0, line)
    sheet.open()
    sheet.activateWindow()
    qapp.processEvents()
    assert (wrong(sheet) == []) is sound
    sheet.close()
    over.deleteLater()
