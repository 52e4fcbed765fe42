"""Where generated files stand and how they are spelled."""

import json
from pathlib import Path
from typing import Any

from contracts.event import NAMESPACE, Event

ROOT = Path(__file__).parents[2]
SCHEMAS = ROOT / "contracts" / "schemas"
RELEASED = SCHEMAS / "released"
ASYNCAPI = ROOT / "contracts" / "asyncapi.yaml"
SAMPLES = ROOT / "contracts" / "samples"
INTEGRATORS = ROOT / "docs" / "integrators.md"


def short_name(event: type[Event]) -> str:
    """`registry.OperatorProposed.v1`: the CloudEvents type without our namespace; names files and messages."""
    return event.type.removeprefix(f"{NAMESPACE}.")


def render(document: Any) -> str:
    """JSON as it is committed: two spaces, letters of all alphabets as they are, a newline at the end."""
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"
