"""Asking every service how it is, all at once."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from cli.service_command import CommandFailed, CommandRefused, run

Report = dict[str, Any]


def reports(services: Sequence[str]) -> list[Report]:
    """What each says, in this order; `{"service", "error"}` of one that cannot be asked."""
    with ThreadPoolExecutor(max_workers=len(services)) as pool:
        return list(pool.map(_report, services))


def _report(service: str) -> Report:
    try:
        return run(service, "status", {})
    except (CommandFailed, CommandRefused) as trouble:
        return {"service": service, "error": str(trouble)}
