"""What blocks the event loop of a process that runs inside the test fails it: it would hold up all other requests."""

from collections.abc import Iterator

import pytest
from blockbuster import blockbuster_ctx

OURS = ["chassis", "services"]

MAY_BLOCK = {
    "chassis/mongo/store.py": {"__init__", "close"},
    "chassis/runtime.py": {"prepare", "store"},
    "structlog/_base.py": {"_proxy_to_logger"},
}
"""Functions in which blocking is meant.

`prepare` reads reference data, texts and keys before anybody can ask; `store` (a Store's `__init__`) opens the store
once, `close` takes leave of it when nobody can ask any more. A log line is written at once; outside of production, as
here, its traceback shows the source, which is read for that.
"""


@pytest.fixture(autouse=True)
def nothing_blocks() -> Iterator[None]:
    """Watch every call that passes through our code on an event loop; threads may block."""
    with blockbuster_ctx(OURS) as watched:
        for function in watched.functions.values():
            for file, names in MAY_BLOCK.items():
                function.can_block_in(file, names)
        yield
