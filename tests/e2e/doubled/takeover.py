"""One process of a service is killed and stays away: how long until the other does all of its work."""

import asyncio
from dataclasses import asdict, dataclass
from time import monotonic

from tests.e2e.doubled.metrics import LEASE, PARTITIONS, metric
from tests.e2e.running import RunningStack
from tests.support.eventually import eventually

PUBLISHING = ("identity", "registry", "validation", "notify")
PATIENCE = 60.0


@dataclass(frozen=True, slots=True)
class Takeover:
    """Seconds from the order to kill `killed` until `other` held the lease, and until it had all partitions."""

    killed: str
    other: str
    lease_seconds: float
    partitions_seconds: float

    def told(self) -> dict[str, object]:
        """As a JSON object."""
        return {key: round(value, 1) if isinstance(value, float) else value for key, value in asdict(self).items()}


async def leader_of(service: str, running: RunningStack) -> tuple[str, str]:
    """The process that publishes, and the other one. Exactly one does, once both have settled."""
    urls = running.about()["services"]
    names = (service, f"{service}-2")

    async def exactly_one() -> tuple[str, str] | None:
        held = [await metric(urls[name], LEASE) for name in names]
        return (names if held == [1, 0] else names[::-1]) if sorted(held, key=bool) == [0, 1] else None

    found = await eventually(exactly_one, within=PATIENCE, because=f"one process of {service} publishes")
    assert found is not None
    return found


async def take_over(service: str, running: RunningStack) -> Takeover:
    """Kill who publishes, keep it away, and watch the other."""
    killed, other = await leader_of(service, running)
    urls = running.about()["services"]
    all_partitions = sum([await metric(urls[name], PARTITIONS) or 0.0 for name in (killed, other)])
    begun = monotonic()

    async def until(name: str, value: float) -> float:
        async def reached() -> bool:
            return await metric(urls[other], name) == value

        await eventually(reached, within=PATIENCE, because=f"{other} takes over from {killed}: {name}")
        return monotonic() - begun

    _, lease, partitions = await asyncio.gather(
        running.hold(killed, kill=True), until(LEASE, 1.0), until(PARTITIONS, all_partitions)
    )
    return Takeover(killed, other, lease, partitions)
