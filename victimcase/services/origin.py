"""Towards which countries a person must be kept safe: where they may come from, whatever papers say of it.

A person may have two citizenships, one nobody has written yet, or none at all; a protection claim is told to
none of the countries that may be meant.
"""

from __future__ import annotations

from victimcase.domain import outputs
from victimcase.domain.purposes import Purpose
from victimcase.domain.records.person import Person
from victimcase.domain.records.repatriation import ConsularNotification, NationalityVerification
from victimcase.services import reading
from victimcase.services.recipients import Recipient
from victimcase.services.tx import Tx
from victimcase.store import rows
from victimcase.store.cards import Card

__all__ = ["homes", "is_towards"]


def is_towards(tx: Tx, card: Card, purpose: Purpose, recipient: Recipient) -> bool:
    """Whether somebody who receives may stand for the person's country of origin.

    Where no such country is known at all, everybody outside the country of the own office may.
    """
    if recipient.own or recipient.person:
        return False
    nations = homes(tx, card)
    if not nations and recipient.country != _here(tx):
        return True
    return outputs.to_country_of_origin(nations, recipient.country, purpose.code)


def homes(tx: Tx, card: Card) -> frozenset[str]:
    """The countries a person may come from, as codes: those they are a citizen of, those whose mission was
    thought of or asked; without a citizenship also where they were born and may live.
    """
    dossier = reading.dossier(tx, card)
    found = set(card.citizenships)
    if not found:
        for person in dossier.all(Person):
            found |= {person.record.country_of_birth or "", person.record.permanent_residence or ""}
    found |= {one.record.country or "" for one in dossier.all(NationalityVerification)}
    found |= {one.record.country or "" for one in dossier.all(ConsularNotification)}
    return frozenset(found - {""})


def _here(tx: Tx) -> str:
    settings = rows.of_scope(tx.conn, "office_settings", tx.me.office)
    return str(settings[0].values["country"] or "") if settings else ""
