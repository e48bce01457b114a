"""Help: how to do things, what the words and fields mean, who may do what, keys, sources, licences."""

from victimcase.gui.pages.help.page import HelpPage

PAGE = HelpPage
