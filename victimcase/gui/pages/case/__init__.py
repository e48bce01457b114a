"""The page of one case: who, where it stands, what is needed next, and everything written about it."""

from victimcase.gui.pages.case.page import CasePage

PAGE = CasePage
