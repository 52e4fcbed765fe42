"""Running the stack in a terminal until Ctrl-C, SIGTERM, or the end of what it was started for."""

import asyncio
import contextlib
import signal
from collections.abc import Awaitable, Callable

from rich.console import Console

from deploy.local.memory import resident_mib
from deploy.local.options import Options
from deploy.local.stack import Stack
from deploy.local.whereabouts import whereabouts
from deploy.trouble import StackTrouble

Purpose = Callable[[Stack, asyncio.Event], Awaitable[int]]
SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


async def run_stack(options: Options, purpose: Purpose, console: Console) -> int:
    """Start the stack, do what it is for, stop it; return the exit code."""
    told_to_stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in SIGNALS:
        loop.add_signal_handler(number, told_to_stop.set)
    stack = Stack(options, say=console.print)
    try:
        if not await _unless(told_to_stop, stack.start()):
            console.print("Stopped before it was ready.")
            return 130
        _tell(stack, console)
        return await purpose(stack, told_to_stop)
    except StackTrouble as trouble:
        console.print("[bold red]Not started.[/]", end=" ")
        console.out(trouble, highlight=False)
        return 1
    finally:
        console.print("Stopping ...")
        await stack.stop()
        console.print("Stopped; nothing is left running.")


async def stay(_stack: Stack, told_to_stop: asyncio.Event) -> int:
    """Keep the stack up until somebody stops it."""
    await told_to_stop.wait()
    return 0


async def _unless(event: asyncio.Event, work: Awaitable[None]) -> bool:
    """Do `work`; False when `event` came first (then it was cancelled and has cleaned up)."""
    task = asyncio.ensure_future(work)
    waiting = asyncio.ensure_future(event.wait())
    await asyncio.wait({task, waiting}, return_when=asyncio.FIRST_COMPLETED)
    waiting.cancel()
    if not task.done():
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task
        return False
    task.result()
    return True


def _tell(stack: Stack, console: Console) -> None:
    """Print where everything is, how long it took and what it takes."""
    pids = stack.processes
    memory = resident_mib(pids.values())
    console.print(
        f"[bold green]Ready[/] in {stack.seconds_to_ready:.1f} s; {len(pids)} processes, {memory} MiB resident"
    )
    for name, value in whereabouts(stack.description(), stack.layout, stack.store_product):
        console.print(f"  {name:14} {value}", soft_wrap=True)
