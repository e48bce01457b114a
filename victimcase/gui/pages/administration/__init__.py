"""Administration: people and roles, the office, backups, time limits, languages, the log of the office."""

from victimcase.gui.pages.administration.page import AdministrationPage

PAGE = AdministrationPage
