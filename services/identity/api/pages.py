"""Short lists that were read whole, a page at a time."""

from typing import Any

from chassis.web import decode_cursor, encode_cursor


def cut(rows: list[dict[str, Any]], key: str, cursor: str | None, limit: int) -> dict[str, Any]:
    """The page after the row that the cursor names by `key`; the whole list again if that row is gone."""
    position = decode_cursor(cursor)
    keys = [row[key] for row in rows]
    begin = keys.index(position[0]) + 1 if position and position[0] in keys else 0
    page = rows[begin : begin + limit]
    more = begin + limit < len(rows)
    return {"items": page, "next_cursor": encode_cursor([page[-1][key]]) if more else None}
