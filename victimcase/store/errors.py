"""What can stand between a person and the vault, each with what it means for the data and what to do next."""

from __future__ import annotations

from victimcase.domain.errors import Damaged, NotFound, Refused, UserError
from victimcase.i18n import N_


class WrongPassphrase(Refused):
    """The login or the passphrase is not right: which of the two is never said."""

    def __init__(self) -> None:
        super().__init__(
            N_("The login and the passphrase do not fit together."),
            N_(
                "Check capital letters and the keyboard language, then try again. An administrator "
                "can set a new one."
            ),
        )


class WrongRecoveryCode(Refused):
    """The code is well formed, but does not open this vault."""

    def __init__(self) -> None:
        super().__init__(
            N_("This recovery code belongs to another vault, or a newer one has replaced it."),
            N_("Look for the sheet that was printed last for this vault."),
        )


class NotAVault(NotFound):
    """The folder is no vault, or holds files that are none of ours."""

    def __init__(self, name: str) -> None:
        super().__init__(
            N_("“{name}” is not a vault of this program. Nothing was changed."),
            N_("Choose the folder whose name ends in “.vault”, or create a new vault."),
            name=name,
        )


class PlainDatabase(Damaged):
    """The database is not encrypted, so it is none that this program wrote."""

    def __init__(self) -> None:
        super().__init__(
            N_(
                "The database in this folder is not encrypted, so this program did not write it. It "
                "was not changed."
            ),
            N_(
                "Put the newest backup back, and keep this folder aside for whoever looks after your "
                "computers."
            ),
        )


class NewerVault(Refused):
    """A later version of the program wrote this."""

    def __init__(self) -> None:
        super().__init__(
            N_("A newer version of the program wrote this vault. It was not changed."),
            N_("Install the newer version on this computer, then open the vault again."),
        )


class DamagedHeader(Damaged):
    """The key slots are not as they were written."""

    def __init__(self) -> None:
        super().__init__(
            N_(
                "The file with the keys of this vault (vault.hdr) is damaged. The records are not "
                "touched by this."
            ),
            N_("Use the copy that lies beside it (vault.hdr.bak), or put the newest backup back."),
        )


class DamagedDatabase(Damaged):
    """A page of the database is not as it was written, or is missing."""

    def __init__(self) -> None:
        super().__init__(
            N_("Part of the vault's database can no longer be read. Nothing more was written to it."),
            N_("Copy the whole vault folder to a safe place, then put the newest backup back."),
        )


class DamagedBlob(Damaged):
    """An attachment is not as it was written, or is missing."""

    def __init__(self) -> None:
        super().__init__(
            N_(
                "An attached document is damaged or missing. The record it belongs to is not touched by this."
            ),
            N_("Fetch the document from a backup, or attach the original again."),
        )


class DamagedBackup(Damaged):
    """A backup file is not as it was written."""

    def __init__(self) -> None:
        super().__init__(
            N_("This backup file is damaged or was changed after it was made. Nothing was put back from it."),
            N_("Use an older backup, and make a new one of the vault that still opens."),
        )


class NewerBackup(Refused):
    """A later version of the program wrote this backup."""

    def __init__(self) -> None:
        super().__init__(
            N_("A newer version of the program made this backup. Nothing was put back from it."),
            N_("Install the newer version on this computer, then try again."),
        )


class RolledBackHeader(Damaged):
    """The key slots are older than the database they open, or signed by nobody this vault trusts."""

    def __init__(self) -> None:
        super().__init__(
            N_(
                "The list of users beside this vault is not the last one an administrator signed. "
                "Nothing was changed."
            ),
            N_(
                "Put the newest backup back, and tell whoever is responsible for security in your "
                "organisation."
            ),
        )


class VaultInUse(Refused):
    """Another process holds the vault."""

    def __init__(self) -> None:
        super().__init__(
            N_("This vault is open in another window or by a command on this computer."),
            N_("Close it there first, then open it here."),
        )


class NetworkShare(Refused):
    """The vault lies where locks and syncing cannot be relied on."""

    def __init__(self) -> None:
        super().__init__(
            N_("This vault lies on a network drive, where a broken connection can destroy it."),
            N_("Move the folder to this computer's own disk. To work with other offices, exchange bundles."),
        )


class DiskFull(UserError):
    """There is no room left; what was saved before is safe."""

    def __init__(self) -> None:
        super().__init__(
            N_("The disk is full, so this could not be saved. Everything saved before is safe."),
            N_("Make room on the disk (empty the bin, move films and pictures), then try again."),
        )


class DiskTrouble(UserError):
    """The system refused to read or write."""

    def __init__(self, name: str) -> None:
        super().__init__(
            N_("“{name}” could not be read or written. What was saved before is as it was."),
            N_("Check that the disk or stick is connected and that you may write to it, then try again."),
            name=name,
        )


class Busy(UserError):
    """Another job of this program held the database for too long."""

    def __init__(self) -> None:
        super().__init__(
            N_("The vault is busy with another job, so this was not saved."),
            N_("Wait until that job is done, then try again."),
        )


class OnlyReading(Refused):
    """The vault is open for reading alone."""

    def __init__(self) -> None:
        super().__init__(
            N_("This vault is open for reading only, so nothing was saved."),
            N_("A supervisor can look at why, and allow writing again."),
        )


class NoWayToUpgrade(UserError):
    """A step of the upgrade failed; the vault is as it was."""

    def __init__(self) -> None:
        super().__init__(
            N_("The vault could not be brought to this version of the program. It is as it was before."),
            N_("Go on with the version you had, make a backup, and report this with the log."),
        )
