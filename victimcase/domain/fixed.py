"""What stands once it was said: where a thing that proves something came from, and each hand it went through.

A correction is a note beside it; nothing in the program writes over these fields, not even undo.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from victimcase.domain.errors import Refused
from victimcase.domain.records.evidence import CustodyStep, EvidenceItem
from victimcase.domain.spec import specs
from victimcase.domain.values import Plain
from victimcase.i18n import N_, tr

FIXED: Final[Mapping[str, frozenset[str]]] = {
    EvidenceItem.kind: frozenset(
        {
            "original",
            "sha256",
            "media_type",
            "size",
            "source",
            "collected_at",
            "collected_where",
            "collector",
            "received_on",
            "received_by",
        }
    ),
    CustodyStep.kind: frozenset(specs(CustodyStep)),
}
"""Kind -> the fields that hold their first value for ever."""


def check(kind: str, held: Mapping[str, Plain], changes: Mapping[str, Plain]) -> None:
    """Raise Refused when a field that stands for ever would be given another value, or none."""
    fixed = FIXED.get(kind)
    if fixed is None:
        return
    empty: tuple[Plain, ...] = (None, "", [])
    for name in sorted(fixed & changes.keys()):
        if held.get(name) not in empty and changes[name] != held[name]:
            cls = EvidenceItem if kind == EvidenceItem.kind else CustodyStep
            raise Refused(
                N_("“{field}” of something kept as evidence stands as it was first written."),
                N_("Nothing was changed. Write what you know better into the note."),
                field=tr(specs(cls)[name].label),
            )
