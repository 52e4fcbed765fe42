"""Playing the guide once on a running stack: the demo is a program of its own that reads stack.json."""

import asyncio
import sys

from deploy.local.plan import PROJECT
from deploy.local.process import end
from deploy.local.stack import Stack

PATIENCE = 10.0


async def play(stack: Stack, told_to_stop: asyncio.Event) -> int:
    """Run `python -m demo` in this terminal; return its exit code, or 130 when told to stop first."""
    demo = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "demo", "--stack", str(stack.layout.stack_file), cwd=PROJECT, start_new_session=True
    )
    ended = asyncio.ensure_future(demo.wait())
    stopped = asyncio.ensure_future(told_to_stop.wait())
    await asyncio.wait({ended, stopped}, return_when=asyncio.FIRST_COMPLETED)
    stopped.cancel()
    if ended.done():
        return ended.result()
    await end(demo, PATIENCE)
    return 130
