"""A password on a finished paper: AES-256, revision 6 (ISO 32000-2, 7.6), made in memory."""

from __future__ import annotations

import io
import secrets
import unicodedata

import pikepdf

from victimcase.domain.errors import Invalid
from victimcase.i18n import N_

_LONGEST = 127
_OWNER_BYTES = 32


def protect(paper: bytes, password: str) -> bytes:
    """The paper readable only with `password`; a reader may print it, copy from it and have it read aloud.

    The owner's password is random and kept by nobody. Each call gives other bytes, as every encryption must.
    Raises Invalid for a password the format cannot hold.
    """
    prepared = unicodedata.normalize("NFKC", password)
    if not 0 < len(prepared.encode()) <= _LONGEST:
        raise Invalid(
            N_("This password cannot be set on a paper. No file was made."),
            N_("Use a password of at least one character that is not longer than about a hundred."),
        )
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(paper)) as file:
        file.save(
            out,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            encryption=pikepdf.Encryption(
                user=prepared,
                owner=secrets.token_urlsafe(_OWNER_BYTES),
                R=6,
                allow=pikepdf.Permissions(modify_annotation=False, modify_assembly=False, modify_other=False),
            ),
        )
    return out.getvalue()
