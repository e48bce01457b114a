"""A new case: who the person is and how they were met, and whether they are known already."""

from victimcase.gui.pages.new_case.page import DRAFT, NewCase

PAGE = NewCase

__all__ = ["DRAFT", "PAGE", "NewCase"]
