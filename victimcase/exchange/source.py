"""Where a file is read from: a path, opened for each pass, or a stream that can be wound back."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass
from os import PathLike
from typing import BinaryIO

from victimcase.domain.errors import Damaged
from victimcase.i18n import N_


@dataclass(frozen=True)
class Source:
    """A file to be read several times: `name` is what messages call it."""

    place: BinaryIO | str | PathLike[str]
    name: str

    @contextlib.contextmanager
    def open(self) -> Iterator[BinaryIO]:
        """The bytes from the start. A path is closed afterwards; a stream stays the caller's."""
        if not isinstance(self.place, str | PathLike):
            self.place.seek(0)
            yield self.place
            return
        try:
            stream = open(self.place, "rb")  # noqa: SIM115
        except OSError as error:
            raise Damaged(
                N_("The file “{name}” cannot be opened."),
                N_("Check that it is still there and that no other program keeps it for itself."),
                name=self.name,
            ) from error
        with stream:
            yield stream

    def size(self) -> int:
        """How many bytes there are."""
        with self.open() as stream:
            return stream.seek(0, 2)
