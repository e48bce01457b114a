"""A workbook locked with a password, to be opened in any spreadsheet program that knows the password.

The format is that of ECMA-376 (agile encryption): AES-256, the key from the password by 100,000 rounds of
SHA-512, with a check that nothing was changed. Excel and LibreOffice open it as they open any workbook.
"""

from __future__ import annotations

import unicodedata
from typing import BinaryIO

from victimcase.domain.errors import Invalid
from victimcase.exchange import limits
from victimcase.i18n import N_


def seal_file(stream_in: BinaryIO, stream_out: BinaryIO, password: str) -> None:
    """Write the workbook in `stream_in` to `stream_out`, locked; `stream_in` should be memory.

    Takes workbooks (.xlsx) only. The password counts in composed form (NFC), as keyboards give it. Raises
    `Invalid` for a password no spreadsheet program would take.
    """
    from msoffcrypto.format.ooxml import OOXMLFile  # type: ignore[import-untyped]

    password = unicodedata.normalize("NFC", password)
    if not password or len(password) > limits.MAX_PASSWORD_CHARS or not password.isprintable():
        raise Invalid(
            N_("A workbook cannot be locked with this password."),
            N_("Choose one of 1 to {most} letters, digits, signs and spaces."),
            most=limits.MAX_PASSWORD_CHARS,
        )
    stream_in.seek(0)
    OOXMLFile(stream_in).encrypt(password, stream_out)
