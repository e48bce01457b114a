"""A referral from the first question to the letter, and one that comes to us."""

from victimcase.gui.pages.referral.page import ReferralPage

PAGE = ReferralPage
