"""Which use case saves a form: of a case or of the office, with files or without."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from victimcase.gui.desk import Asked
from victimcase.services import directory, forms, records
from victimcase.services.forms import FormData
from victimcase.services.records import OFFICE, Saved
from victimcase.services.session import Done

if TYPE_CHECKING:
    from victimcase.gui.forms.record_form import RecordForm


def asked(
    form: RecordForm,
    data: FormData,
    given: Mapping[str, object],
    files: Mapping[str, tuple[str, bytes]],
) -> Asked[Done[Saved]]:
    """Saving what was changed, ready to be sent; what was read goes along, so that nothing is overwritten."""
    record, parent, base = form.record or None, form.parent_record or None, data.seen
    do, number, kind = form.desk.do, form.number, form.kind
    if number == OFFICE and files:
        return do(forms.save_in_directory, kind, given, files, record=record, parent=parent, base=base)
    if number == OFFICE:
        return do(directory.save, kind, given, record=record, parent=parent, base=base)
    if files:
        return do(forms.save, number, kind, given, files, record=record, parent=parent, base=base)
    return do(records.save, number, kind, given, record=record, parent=parent, base=base)
