"""The next page of a list by name: its cursor is taken back, whatever the alphabet of the name it ends with."""

from hypothesis import example, given
from hypothesis import strategies as st

from chassis.ids import new_id
from chassis.web.paging import LONGEST_CURSOR
from services.registry.api.organisations import cursor_of, place_of
from services.registry.domain.shelves import place

LONGEST_NAME = 200


@given(st.text(st.characters(categories=["L", "M", "N"]), min_size=1, max_size=12))
@example("Βιολογικά")
@example("𐐷")
@example("ﷺ")
def test_every_cursor_is_short_enough_to_come_back(letters: str) -> None:
    name = (letters * LONGEST_NAME)[:LONGEST_NAME]
    placed = place(id=new_id(), kind="operator", country="GR", name=name, numbers=[], living=True)
    cursor = cursor_of(placed.sort_key)
    assert cursor is not None
    assert len(cursor) <= LONGEST_CURSOR
    assert place_of(cursor) == placed.sort_key
