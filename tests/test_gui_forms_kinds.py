"""Every kind of record has a form: it opens, takes something in every field, saves, and shows it again."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.field_examples import EXAMPLES
from tests.form_ground import PNG, DeskOf, desk_of, open_form, save, words_of
from tests.vaults import FOUNDER, Clock, copied, new_case, signed_in
from victimcase.domain import spec as s
from victimcase.domain.kinds import ORDERED, RECORDS
from victimcase.domain.spec import Spec, specs
from victimcase.domain.values import Plain
from victimcase.domain.words import Scope
from victimcase.gui.forms.editors import EDITORS
from victimcase.gui.forms.field_row import FieldRow
from victimcase.gui.forms.files import FileEditor, judged
from victimcase.gui.forms.groups import groups
from victimcase.gui.forms.sheet import Sheet, kept
from victimcase.services import directory, records
from victimcase.services.records import OFFICE
from victimcase.services.session import Session
from victimcase.services.writable import BY_ITS_OWN_WAY

__all__ = ["desk_of"]

LEFT_ALONE = {"case": {"restricted", "restricted_members"}}
"""Fields that need more than a value: who is named in a restricted case is for a test of its own."""


class Ground:
    """One vault for all kinds, and a case in it."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.number = new_case(session).number

    def place(self, kind: str) -> str:
        """The number under which a kind is written."""
        return OFFICE if RECORDS[kind].scope is Scope.OFFICE else self.number

    def above(self, kind: str) -> str:
        """A record a row of this kind may stand below."""
        parent = RECORDS[kind].parent
        if not parent:
            return ""
        name = next(
            name for name, spec in specs(RECORDS[parent]).items() if isinstance(spec, s.Text | s.LongText)
        )
        if self.place(parent) == OFFICE:
            return self.session.do(directory.save, parent, {name: "above"}).value.id
        return self.session.do(records.save, self.number, parent, {name: "above"}).value.id


@pytest.fixture(scope="module")
def ground(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ground]:
    """The vault of this module, with its founder in it."""
    place: Path = tmp_path_factory.mktemp("forms")
    with signed_in(copied(place), FOUNDER, Clock()) as session:
        yield Ground(session)


@pytest.fixture
def place(kind: str, ground: Ground, tmp_path: Path) -> Iterator[Ground]:
    """Where a kind is written: what is said of recruiters is nothing by which anybody here is known."""
    if kind != "pattern":
        yield ground
        return
    with signed_in(copied(tmp_path), FOUNDER, Clock()) as session:
        yield Ground(session)


def example(row: FieldRow) -> Plain:
    """Something a field can hold; none where there is nothing to lead to."""
    spec: Spec = row.place.spec
    match spec:
        case s.Choice(codes=codes):
            return next(iter(row.place.reference.codes(codes))).code
        case s.Choices(codes=codes):
            return [one.code for one in row.place.reference.codes(codes)][:2]
        case s.Link():
            options = row.place.data.links[row.name]
            return options[0].id if options else None
        case s.User():
            return "caseworker"
        case s.Number(low=low, decimals=decimals):
            return str(low or 1) if decimals else low or 1
        case s.Attachment():
            return None
    return EXAMPLES[type(spec)].plain


def fill(sheet: Sheet) -> dict[str, Plain]:
    """Write something into every field that can be written; what was written."""
    written: dict[str, Plain] = {}
    for name, row in sheet.rows.items():
        if row.editor is None or name in LEFT_ALONE.get(sheet.data.kind, ()):
            continue
        if isinstance(row.editor, FileEditor):
            row.editor._came(judged("scan.png", PNG))
            continue
        plain = example(row)
        if plain is not None:
            row.put(plain)
            written[name] = plain
    return written


@pytest.mark.parametrize("kind", [cls.kind for cls in ORDERED if cls.kind not in BY_ITS_OWN_WAY])
def test_a_form_takes_something_in_every_field_and_shows_it_again(
    kind: str, place: Ground, desk_of: DeskOf, qtbot: QtBot
) -> None:
    """What is filled in, saved and read again is what was filled in."""
    desk = desk_of(place.session)
    form = open_form(qtbot, desk, place.place(kind), kind, parent=place.above(kind), shown=False)
    assert form.sheet is not None
    written = fill(form.sheet)
    assert form.sheet.check_all() == []
    said = save(form)
    assert len(said) == 1, words_of(form, "form.trouble")
    again = open_form(qtbot, desk, place.place(kind), kind, record=form.record, shown=False)
    assert again.sheet is not None and again.data is not None
    assert {name: kept(again.data, name) for name in written} == written
    files = [name for name, spec in specs(RECORDS[kind]).items() if isinstance(spec, s.Attachment)]
    open_files = {name for name in files if name not in again.data.closed}
    assert set(again.data.files) >= open_files
    assert not again.dirty()


@pytest.mark.parametrize("kind", sorted(BY_ITS_OWN_WAY))
def test_a_form_writes_nothing_of_what_has_a_way_of_its_own(
    kind: str, ground: Ground, desk_of: DeskOf, qtbot: QtBot
) -> None:
    form = open_form(qtbot, desk_of(ground.session), ground.place(kind), kind, shown=False)
    assert form.sheet is not None and form.data is not None
    assert fill(form.sheet) == {}
    assert set(form.data.closed) == set(specs(RECORDS[kind]))


def test_every_kind_of_field_has_an_editor() -> None:
    """A kind of field nobody wrote an editor for fails here, not before a person."""
    assert set(EXAMPLES) - set(EDITORS) == {s.Phone}  # loaded when the first one is asked for


@pytest.mark.parametrize("kind", [cls.kind for cls in ORDERED])
def test_every_field_stands_in_one_group(kind: str) -> None:
    """No field is forgotten, none asked twice."""
    named = [name for one in groups(RECORDS[kind]) for name in one.fields]
    assert sorted(named) == sorted(specs(RECORDS[kind]))
