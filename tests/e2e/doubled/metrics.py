"""What a process of the stack says of itself by its metrics."""

import httpx

LEASE = 'traces_lease_held{lease="relay"}'
PARTITIONS = "traces_consumer_partitions"


async def metric(url: str, name: str) -> float | None:
    """The value of a metric at this moment; None when the process does not answer."""
    try:
        async with httpx.AsyncClient(trust_env=False, timeout=5) as http:
            text = (await http.get(f"{url}/metrics")).text
    except httpx.TransportError:
        return None
    return next((float(line.rpartition(" ")[2]) for line in text.splitlines() if line.startswith(f"{name} ")), 0.0)
