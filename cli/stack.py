"""Where an embedded stack is, read from the stack.json that it writes once it is up."""

import json
import os
from pathlib import Path

BESIDE = Path(".local/stack.json")
"""Where `make run` writes it."""

FROM_STACK = {"KAFKA_BOOTSTRAP": "kafka", "MONGO_URI": "mongo"}
SAYS_WHERE = (*FROM_STACK, "SERVICE_COMMAND")


def use_stack(path: Path | None) -> None:
    """Take the addresses of this stack; without a path of the one of `make run`, unless the environment says any.

    Raises OSError for a path that cannot be read.
    """
    if path is None:
        if any(name in os.environ for name in SAYS_WHERE) or not BESIDE.exists():
            return
        path = BESIDE
    about = json.loads(path.read_text())
    os.environ.update({variable: about[field] for variable, field in FROM_STACK.items()})
