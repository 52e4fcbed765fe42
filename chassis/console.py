"""Console commands that every service with a store has, beside its own.

They need the settings of the chassis only, none of the service's own secrets, and prepare nothing.
"""

import json
import sys
from collections.abc import Mapping
from typing import Any

from chassis.service import Console
from chassis.status import report

COMMANDS: Mapping[str, Console] = {"status": report}


def say(answer: dict[str, Any]) -> None:
    """One JSON object, a line on standard output. The last one is the answer."""
    sys.stdout.write(json.dumps(answer) + "\n")
    sys.stdout.flush()
