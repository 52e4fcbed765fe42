"""What a request to a service costs beside its network: nothing is looked for on the disk."""

import sys

from httpcore._synchronization import current_async_library


async def test_the_client_finds_at_once_which_loop_it_runs_in() -> None:
    """httpcore imports it at every step, and Python does not remember that a module is not there."""
    assert current_async_library() == "asyncio"
    assert "sniffio" in sys.modules
