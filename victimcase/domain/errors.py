"""What can go wrong in a way a person can do something about. Anything else is a bug."""

from __future__ import annotations

from victimcase.i18n import tr


class UserError(Exception):
    """What happened and what it means for the data, with the next step the reader can take.

    `message` and `next_step` are `str.format` templates marked with `N_`; `values` fill them. Values may hold
    what the reader typed, so the error is shown to the reader and never logged with its values.
    """

    def __init__(self, message: str, next_step: str, /, **values: object) -> None:
        super().__init__(message)
        self.message, self.next_step, self.values = message, next_step, values

    def __str__(self) -> str:
        return f"{tr(self.message, **self.values)} {tr(self.next_step, **self.values)}".strip()


class Refused(UserError):
    """The user may not do this, or a rule stands against it."""


class Invalid(UserError):
    """A value cannot be taken as it stands; nothing was written."""


class NotFound(UserError):
    """There is no such thing, or none this user may see: the two are answered alike."""


class Conflict(UserError):
    """Something changed since it was read; nothing was overwritten."""


class Damaged(UserError):
    """A file is not what it should be; it was left as it is."""
