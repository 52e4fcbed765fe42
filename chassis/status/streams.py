"""What the broker holds for a service: its topics, what its group has not read, its dead letters."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from chassis.broker.connection import Broker
from chassis.broker.offsets import Group, group, reaches
from chassis.broker.plan import plan
from chassis.broker.topics import prefixed
from chassis.dead_letters import Repair
from chassis.status.looking import moves
from contracts.topics import TOPICS


async def topics(broker: Broker, service: str, prefix: str, replication: int) -> list[dict[str, Any]]:
    """The topics that the service produces: partitions, records on them, and what the contracts want otherwise."""
    wanted = prefixed((topic for topic in TOPICS if topic.producer == service), prefix)
    found = await plan(broker, wanted, replication=replication)
    places = await reaches(broker, [topic.name for topic in wanted])
    return [
        {
            "topic": topic.name,
            "partitions": sum(place.topic == topic.name for place in places),
            "records": sum(place.end - place.begin for place in places if place.topic == topic.name),
            "differs": [each.what for each in found if each.topic == topic.name],
        }
        for topic in wanted
    ]


async def reading(broker: Broker, name: str, consumed: Sequence[str]) -> dict[str, Any]:
    """The group: state, members, lag by partition, and whether it reads while something waits."""
    seen = await group(broker, name, consumed)

    async def look() -> int:
        return (await group(broker, name, consumed)).read

    moving = seen.lag == 0 or (seen.members > 0 and await moves(look, seen.read))
    return {**_summary(seen), "moving": moving, "partitions": [asdict(each) for each in seen.readings]}


def _summary(seen: Group) -> dict[str, Any]:
    return {"group": seen.name, "state": seen.state, "members": seen.members, "lag": seen.lag}


async def dead_letters(broker: Broker, service: str, prefix: str, now: datetime) -> dict[str, Any]:
    """Letters that wait: how many, the age of the oldest in seconds, and how many of each event."""
    letters = await Repair(broker, service, prefix).seen()
    return {
        "waiting": len(letters),
        "oldest_seconds": round((now - letters[0].at).total_seconds(), 1) if letters else 0.0,
        "types": dict(Counter(letter.type or "?" for letter in letters)),
    }
