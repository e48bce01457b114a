"""Papers of consent: the form, the note a person keeps, receipt, recall letter, access file."""

from __future__ import annotations
