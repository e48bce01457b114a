"""The pages there are: name, words, icon, who may open them, and the module the first visit loads."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import Final

from victimcase.domain.rights import Right
from victimcase.gui.desk import Desk, Place
from victimcase.gui.page import Page
from victimcase.i18n import N_


@dataclass(frozen=True)
class Entry:
    """One page. Those with a group stand in the navigation, with a line between groups."""

    name: str
    title: str
    icon: str
    module: str
    needs: frozenset[Right]
    """Any of these opens it; empty: everybody."""
    group: int = 0
    under: str = ""
    """The entry of the navigation that is lit while this page is open."""

    def open_to(self, rights: frozenset[Right]) -> bool:
        """Whether somebody with these rights may open it."""
        return not self.needs or bool(self.needs & rights)

    def build(self, desk: Desk) -> Page:
        """Make the page."""
        made = import_module(f"victimcase.gui.pages.{self.module}").PAGE(desk)
        assert isinstance(made, Page)
        return made


_SEE = frozenset({Right.SEE_CASES})
_NEW = frozenset({Right.CREATE_CASE})

PAGES: Final = {
    entry.name: entry
    for entry in (
        Entry("today", N_("Today"), "sun", "today", _SEE, 1),
        Entry("cases", N_("Cases"), "folders", "cases", _SEE, 1),
        Entry("referrals", N_("Referrals"), "paper-plane-tilt", "referrals", _SEE, 1),
        Entry("shelter", N_("Shelter"), "bed", "shelter", frozenset({Right.IMPORT}), 1),
        Entry("repatriation", N_("Repatriation"), "airplane-tilt", "repatriation", _SEE, 1),
        Entry("tasks", N_("Tasks"), "check-square", "tasks", _SEE, 1),
        Entry("directory", N_("Directory"), "address-book", "directory", frozenset({Right.SEE_DIRECTORY}), 2),
        Entry(
            "administration",
            N_("Administration"),
            "sliders-horizontal",
            "administration",
            frozenset({Right.MANAGE_USERS, Right.MANAGE_OFFICE, Right.SEE_AUDIT}),
            3,
        ),
        Entry("help", N_("Help"), "question", "help", frozenset(), 3),
        Entry("case", N_("Case"), "folder", "case", _SEE, under="cases"),
        Entry("new_case", N_("New case"), "plus", "new_case", _NEW, under="cases"),
        Entry("group_intake", N_("Register a group"), "users-three", "group_intake", _NEW, under="cases"),
        Entry("screening", N_("Screening"), "clipboard-text", "screening", _SEE, under="cases"),
        Entry(
            "patterns",
            N_("Patterns"),
            "share-network",
            "patterns",
            frozenset({Right.IMPORT}),
            under="directory",
        ),
        Entry(
            "inside_warnings",
            N_("Warnings from inside"),
            "megaphone-simple",
            "inside_warnings",
            frozenset({Right.RELEASE_EXTRACT}),
            under="directory",
        ),
        Entry("incoming", N_("We were asked"), "tray", "referral.incoming", _NEW, under="referrals"),
        Entry("referral", N_("Referral"), "paper-plane-tilt", "referral", _SEE, under="referrals"),
        Entry("check_paper", N_("Check a paper"), "shield-check", "check_paper", _SEE, under="referrals"),
        Entry("settings", N_("My settings"), "user", "settings", frozenset()),
    )
}


@dataclass(frozen=True)
class Deed:
    """Something to do that is no page of its own: what it is called, who may do it, and where it is begun."""

    title: str
    icon: str
    needs: frozenset[Right]
    """All of these are needed."""
    place: Place


DEEDS: Final = (
    Deed(
        N_("Make the monthly sheet"),
        "file-text",
        frozenset({Right.SEE_AUDIT, Right.RELEASE}),
        Place("administration", tab="papers", kind="statistics_report"),
    ),
    Deed(
        N_("Extract for liaison officers"),
        "export",
        frozenset({Right.IMPORT, Right.RELEASE_EXTRACT}),
        Place("patterns"),
    ),
)
"""What the line that finds anything offers to do besides opening pages."""


def first_page(rights: frozenset[Right]) -> str:
    """Where somebody with these rights begins."""
    return next(entry.name for entry in PAGES.values() if entry.group and entry.open_to(rights))
