"""Which editor a field has: one table over the kinds of fields there are."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from victimcase.domain import spec as s
from victimcase.domain.spec import Spec
from victimcase.gui.forms.codes import ChipsEditor, ChoiceEditor, YesNoEditor
from victimcase.gui.forms.days import DayEditor, InstantEditor
from victimcase.gui.forms.editor import Editor, Place
from victimcase.gui.forms.files import FileEditor
from victimcase.gui.forms.lines import LongTextEditor, NumberEditor, TextEditor
from victimcase.gui.forms.links import LinkEditor, UserEditor
from victimcase.gui.forms.money import MoneyEditor
from victimcase.gui.forms.partial_days import PartialDayEditor

EDITORS: Final[Mapping[type[Spec], type[Editor]]] = {
    s.Text: TextEditor,
    s.LongText: LongTextEditor,
    s.Day: DayEditor,
    s.PartialDay: PartialDayEditor,
    s.Instant: InstantEditor,
    s.Choice: ChoiceEditor,
    s.Country: ChoiceEditor,
    s.Language: ChoiceEditor,
    s.Choices: ChipsEditor,
    s.Countries: ChipsEditor,
    s.Languages: ChipsEditor,
    s.YesNo: YesNoEditor,
    s.Number: NumberEditor,
    s.Money: MoneyEditor,
    s.Link: LinkEditor,
    s.User: UserEditor,
    s.Attachment: FileEditor,
}


def editor(place: Place) -> Editor:
    """A new editor for a field."""
    if isinstance(place.spec, s.Phone):
        from victimcase.gui.forms.phones import PhoneEditor  # its library is slow to load

        return PhoneEditor(place)
    return EDITORS[type(place.spec)](place)
