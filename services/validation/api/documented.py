"""How routes say in the OpenAPI document what they refuse."""

from typing import Any

from chassis.web.documented import PROBLEM_SCHEMA
from chassis.web.problems import MEDIA_TYPE


def refused(**whats: str) -> dict[int | str, dict[str, Any]]:
    """Documents refusals by status: `refused(s403="not yours")`."""
    return {
        int(status[1:]): {"description": what, "content": {MEDIA_TYPE: {"schema": PROBLEM_SCHEMA}}}
        for status, what in whats.items()
    }
