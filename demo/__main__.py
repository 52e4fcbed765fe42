"""`python -m demo [--stack .local/stack.json]`: play the guide on a running stack; 0 only if all of it happened."""

import argparse
import asyncio
import sys
from pathlib import Path

from demo.play import PATIENCE, play
from demo.stack import Stack
from demo.timeline import Timeline


def main() -> int:
    """Read the command line, play, return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m demo", description="Play the guide on a running stack.")
    parser.add_argument("--stack", type=Path, default=Path(".local/stack.json"), help="stack.json of that stack")
    parser.add_argument("--patience", type=float, default=PATIENCE, help="seconds to wait for an answer or an effect")
    arguments = parser.parse_args()
    try:
        stack = Stack.read(arguments.stack)
    except (OSError, ValueError) as error:
        sys.stderr.write(f"No running stack: {error}. Start one with `make run`, or give its --stack.\n")
        return 1
    return asyncio.run(_show(stack, arguments.patience))


async def _show(stack: Stack, patience: float) -> int:
    with Timeline() as timeline:
        timeline.title(stack.gateway)
        report = await play(stack, watcher=timeline, patience=patience)
        timeline.close(report)
    return 0 if report.ok else 1


if __name__ == "__main__":
    sys.exit(main())
