"""Papers of protection: support and safety plan, option decision, letter on offences, list of evidence."""

from __future__ import annotations
