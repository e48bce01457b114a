"""Places: where the program's own files lie, and the folders it may use on a person's machine."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path

import platformdirs

_NAME = "victimcase"
_PACKAGE = Path(__file__).resolve().parent


def resources() -> Path:
    """The folder of fonts, code lists, profiles and words, in a wheel or a checkout alike."""
    return _shipped("resources", _PACKAGE)


def migrations() -> Path:
    """The folder of Alembic's steps, in a wheel or a checkout alike."""
    return _shipped("migrations", _PACKAGE)


def state_folder() -> Path:
    """Where logs and other things of this machine go; `VICTIMCASE_STATE` names another. Not created here."""
    chosen = os.environ.get("VICTIMCASE_STATE")
    return Path(chosen) if chosen else platformdirs.user_state_path(_NAME, appauthor=False)


def config_folder() -> Path:
    """Where this person's preferences go; under `VICTIMCASE_STATE` where that is set. Not created here."""
    chosen = os.environ.get("VICTIMCASE_STATE")
    return Path(chosen) / "config" if chosen else platformdirs.user_config_path(_NAME, appauthor=False)


def data_folder() -> Path:
    """Where vaults are made when no other place is named; under `VICTIMCASE_STATE` where that is set. Not
    created here.
    """
    chosen = os.environ.get("VICTIMCASE_STATE")
    return Path(chosen) / "vaults" if chosen else platformdirs.user_data_path(_NAME, appauthor=False)


@cache
def _shipped(name: str, package: Path) -> Path:
    """The folder as the wheel carries it, or else as it lies beside the package in a checkout.

    Raises FileNotFoundError where neither is there: the installation is broken.
    """
    for folder in (package / f"_{name}", package.parent / name):
        if folder.is_dir():
            return folder
    raise FileNotFoundError(f"the installation lacks its folder {name}")
