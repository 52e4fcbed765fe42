"""Points of a claim, of timers or of mails: rows are named by their ids."""

from collections.abc import Callable, Mapping
from types import ModuleType
from typing import Any

from motor.motor_asyncio import AsyncIOMotorCollection

from chassis.mongo import Document
from tests.support.crash_points.dying import after, before


def points(name: str, module: ModuleType, collection: str) -> Mapping[str, Callable[[], None]]:
    """The points of the claims that this module makes, by name. Only a claim that finds something is one."""

    def before_it() -> None:
        """Rows are due, and none is claimed yet."""
        before(AsyncIOMotorCollection, "update_many", _claimed)

    def in_the_middle() -> None:
        """Rows are claimed, and the claimer does not know which."""
        after(AsyncIOMotorCollection, "update_many", lambda _, *args: _claimed(*args))

    def after_it() -> None:
        after(module, "claim", lambda rows, *_, **__: [row["_id"] for row in rows])

    def _claimed(self: AsyncIOMotorCollection[Any], query: Document, update: Document) -> list[str]:
        if self.name != collection or not update["$set"].get("claim"):
            return []
        ids: list[str] = query["_id"]["$in"]
        return ids

    return {
        f"{name}: before the claim": before_it,
        f"{name}: in the middle of the claim": in_the_middle,
        f"{name}: after the claim": after_it,
    }
