"""What a newer release keeps in a document outlives the writes of an older one (ADR 25)."""

from typing import Any

import pytest

from chassis.decider import Aggregate, Part
from chassis.documents import to_document, to_state
from contracts.event import Record


class Owner(Part):
    name: str


class Street(Record):
    street: str


class Purse(Aggregate):
    collection = "purses"

    coins: int
    owner: Owner
    streets: tuple[Street, ...] = ()


def document(**more: Any) -> dict[str, Any]:
    return {"_id": "p", "revision": 1, "sequence": 0, "outbox": "", "coins": 1, "owner": {"name": "Anna"}, **more}


def test_unknown_fields_are_stored_again_on_every_level() -> None:
    newer = document(
        owner={"name": "Anna", "born": 1970}, streets=[{"street": "Rue 1", "region": {"code": "FR-IDF"}}], limit=100
    )
    changed: Purse = to_state(Purse, newer).changed(coins=2)
    assert to_document(changed) == {**newer, "coins": 2, "streets": tuple(newer["streets"])}


def test_what_is_replaced_is_replaced_whole() -> None:
    newer = document(owner={"name": "Anna", "born": 1970})
    changed: Purse = to_state(Purse, newer).changed(owner=Owner(name="Berta"))
    assert to_document(changed)["owner"] == {"name": "Berta"}


def test_a_state_of_the_store_is_equal_to_one_that_was_made() -> None:
    assert to_state(Purse, document()) == Purse(id="p", revision=1, coins=1, owner=Owner(name="Anna"))


def test_a_field_that_nobody_has_is_not_stored_by_mistake() -> None:
    with pytest.raises(TypeError, match="Purse has no coin"):
        Purse(id="p", coins=1, owner=Owner(name="Anna")).changed(coin=2)
