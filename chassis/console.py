"""Console commands that every service with a store has, beside its own.

They need the settings of the chassis only, none of the service's own secrets, and prepare nothing.
"""

import json
import sys
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from pydantic import AwareDatetime, BaseModel, Field

from chassis.producer import Producer
from chassis.republishing import Asked, TooOld, counted, oldest_allowed, republish, selected
from chassis.runtime import Runtime
from chassis.service import Console
from chassis.status import report


def say(answer: dict[str, Any]) -> None:
    """One JSON object, a line on standard output. The last one is the answer, those before it tell how far it is."""
    sys.stdout.write(json.dumps(answer) + "\n")
    sys.stdout.flush()


class Republish(BaseModel):
    """What `command republish` reads. Without `since`: as far back as is allowed."""

    since: AwareDatetime | None = None
    type: str | None = None
    rate: float | None = Field(default=None, gt=0)
    dry_run: bool = False


async def republish_kept(runtime: Runtime, request: dict[str, Any]) -> dict[str, Any]:
    """Publish kept rows again. Raises TooOld."""
    asked = Republish.model_validate(request)
    oldest = oldest_allowed(runtime.clock())
    since: datetime = asked.since or oldest
    if since < oldest:
        raise TooOld(f"Inbox rows are kept for 90 days: nothing before {oldest.isoformat(timespec='seconds')}.")
    rows = await selected(runtime.store, Asked(since, asked.type))
    if not asked.dry_run and rows:
        producer = Producer(runtime.settings.broker)
        try:
            await republish(
                runtime.store,
                producer,
                rows,
                prefix=runtime.settings.topic_prefix,
                rate=asked.rate,
                told=lambda done: say({"done": done, "of": len(rows)}),
            )
        finally:
            await producer.close()
    return {
        "service": runtime.service.name,
        "since": since.isoformat(timespec="seconds"),
        "events": len(rows),
        "types": counted(rows),
        "dry_run": asked.dry_run,
    }


COMMANDS: Mapping[str, Console] = {"status": report, "republish": republish_kept}
