"""Asking Docker Compose: what runs, where it is published, what a command inside a container says."""

import asyncio
import os
from pathlib import Path

from deploy.trouble import StackTrouble

PROJECT = Path(__file__).parents[2]
DOOR_PROFILE = ("--profile", "watch")


async def compose(*words: str, **environment: str) -> str:
    """Run `docker compose WORD...` for this project; what it prints, stripped. Raises StackTrouble."""
    try:
        process = await asyncio.create_subprocess_exec(
            *("docker", "compose", *words),
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
            env={**os.environ, **environment},
            cwd=PROJECT,
        )
    except FileNotFoundError:
        raise StackTrouble(
            "There is no `docker` on the PATH: containers need Docker with its compose plugin."
        ) from None
    output, problem = await process.communicate()
    if process.returncode:
        raise StackTrouble(f"`docker compose {' '.join(words)}` failed: {problem.decode(errors='replace').strip()}")
    return output.decode().strip()


async def inside(service: str, *words: str) -> str:
    """What a command prints in the container of a service. Raises StackTrouble."""
    return await compose("exec", "-T", service, *words)


async def published(service: str, port: int) -> str:
    """`host:port` on this machine for a port of a container. Raises StackTrouble when the system is not up."""
    running = (await compose("ps", "--services", "--status", "running")).split()
    if service not in running:
        raise StackTrouble(f"{service} does not run. Start the system with `docker compose up --wait` (or `make up`).")
    return await compose("port", service, str(port))
