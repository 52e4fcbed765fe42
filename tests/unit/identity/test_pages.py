from hypothesis import given
from hypothesis import strategies as st

from services.identity.api.pages import cut


@given(st.lists(st.uuids().map(str), unique=True), st.integers(min_value=1, max_value=7))
def test_pages_together_are_the_list(ids: list[str], limit: int) -> None:
    rows, seen, cursor = [{"id": id} for id in ids], [], None
    for _ in range(len(ids) + 1):
        page = cut(rows, "id", cursor, limit)
        assert len(page["items"]) <= limit
        seen += page["items"]
        cursor = page["next_cursor"]
        if cursor is None:
            break
    assert seen == rows
    assert cursor is None
