"""What kind of file this is, found out before any reader opens it."""

from __future__ import annotations

import re
from typing import BinaryIO, Final, Literal

from victimcase.domain.errors import Damaged, UserError
from victimcase.exchange import limits
from victimcase.i18n import N_, tr

_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP: Final = (b"PK\x03\x04", b"PK\x05\x06")
_TEXT_MARKS: Final = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")

SAVE_AS: Final = N_(
    "Open it in a spreadsheet program and save it as an Excel workbook (.xlsx) or as CSV UTF-8."
)
ASK_AGAIN: Final = N_("Ask for the file again, or open it in a spreadsheet program and save it anew.")
_NOT_TAKEN: Final = N_(
    "Nothing was changed. Check where the file comes from; a list of people is never that large."
)

Shape = Literal["xlsx", "xls", "text"]


def shape(stream: BinaryIO, name: str) -> Shape:
    """Whether the file is a workbook (.xlsx, .xlsm or the old .xls) or text.

    Raises `Damaged` or `UserError` with what to do when it is anything else, locked with a password, or
    empty.
    """
    stream.seek(0)
    head = stream.read(8192)
    if not head.strip(b"\x00\r\n\t "):
        raise Damaged(N_("The file “{name}” is empty."), ASK_AGAIN, name=name)
    if head.startswith(_ZIP):
        return "xlsx"
    if head.startswith(_OLE):
        return _ole(stream, name)
    if head.startswith(_TEXT_MARKS) or not _binary(head):
        if re.match(rb"\s*(<\?xml|<!doctype|<html)", head, re.IGNORECASE):
            raise UserError(
                N_("The file “{name}” is a web page or XML, not a spreadsheet."), SAVE_AS, name=name
            )
        return "text"
    raise UserError(
        N_("The file “{name}” is not a spreadsheet; it looks like {what}."),
        SAVE_AS,
        name=name,
        what=tr(_called(head)),
    )


def _binary(head: bytes) -> bool:
    """Text of any encoding holds few control bytes; UTF-16 holds a zero in every second place."""
    zeros = head.count(0)
    if zeros and max(head[0::2].count(0), head[1::2].count(0)) > 0.9 * zeros and zeros > len(head) * 0.3:
        return False
    odd = sum(byte < 32 and byte not in b"\t\n\r\x0c\x1a\x00" for byte in head)
    return odd > max(8, len(head) // 100) or zeros > len(head) // 4 or head.startswith((b"%PDF", b"\x89PNG"))


def _called(head: bytes) -> str:
    import puremagic

    try:
        found = puremagic.magic_string(head)
    except (puremagic.PureError, ValueError):
        return N_("no kind of file that is known here")
    return str(found[0].name or found[0].extension) if found else N_("no kind of file that is known here")


def _ole(stream: BinaryIO, name: str) -> Shape:
    """The old container holds old workbooks, and new ones that are locked with a password."""
    stream.seek(0)
    content = stream.read(limits.MAX_OLD_WORKBOOK_BYTES + 1)
    if "EncryptedPackage".encode("utf-16-le") in content:
        raise locked(name)
    if len(content) > limits.MAX_OLD_WORKBOOK_BYTES:
        raise too_large(name)
    if any(word.encode("utf-16-le") in content for word in ("Workbook", "Book")):
        return "xls"
    raise UserError(N_("The file “{name}” is not a spreadsheet; it looks like {what}."), SAVE_AS, name=name,
                    what=tr(N_("another document of an office program")))  # fmt: skip


def locked(name: str) -> UserError:
    """What is said of a workbook that is locked with a password."""
    return UserError(
        N_(
            "The workbook “{name}” is locked with a password, so it cannot be read here. Nothing was changed."
        ),
        N_("Open it in the spreadsheet program, take the password off there, save it, and try again."),
        name=name,
    )


def too_large(name: str) -> Damaged:
    """What is said of a file that asks for more than the limits allow."""
    return Damaged(
        N_("The file “{name}” asks for far more memory than a list of people needs."), _NOT_TAKEN, name=name
    )
