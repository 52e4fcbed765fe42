"""`python -m deploy.compose demo`: play the guide once on the containers that run; the exit code is the demo's."""

import asyncio
import sys

from deploy.compose.containers import PROJECT
from deploy.compose.watched import watched
from deploy.trouble import StackTrouble


def main() -> int:
    """Play; troubles are sentences, not tracebacks."""
    if sys.argv[1:] != ["demo"]:
        sys.exit("usage: python -m deploy.compose demo")
    try:
        return asyncio.run(_demo())
    except StackTrouble as trouble:
        sys.exit(str(trouble))


async def _demo() -> int:
    sys.stderr.write("Checking the demo accounts ...\n")
    async with watched() as stack:
        demo = await asyncio.create_subprocess_exec(sys.executable, "-m", "demo", "--stack", str(stack), cwd=PROJECT)
        return await demo.wait()


if __name__ == "__main__":
    sys.exit(main())
