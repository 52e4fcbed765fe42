"""What a service noted of what it handled."""

from collections.abc import Iterable
from typing import Any

from chassis.mongo import Store


async def inbox_rows(store: Store, **wanted: Any) -> list[dict[str, Any]]:
    """The rows of the inbox whose fields have these values."""
    condition = {f"rows.{name}": value for name, value in wanted.items()}
    documents = [document async for document in store["inbox"].find(condition)]
    return [row for each in documents for row in each["rows"] if all(row.get(k) == v for k, v in wanted.items())]


async def inbox_row(store: Store, id: str) -> dict[str, Any] | None:
    """The row of an event or a firing, if it was handled."""
    rows = await inbox_rows(store, id=id)
    assert len(rows) <= 1, rows
    return rows[0] if rows else None


async def handled(store: Store, ids: Iterable[str]) -> set[str]:
    """Those of these ids that have their row."""
    return {id for id in ids if await inbox_row(store, id) is not None}
