"""Ports of the stack on 127.0.0.1.

They are drawn below the range from which the system takes the ports of outgoing connections: otherwise a client that
keeps trying to reach a server which is down can be given that very port, and the server cannot come back.
"""

import random
import socket

from deploy.trouble import StackTrouble

HOST = "127.0.0.1"
DRAWN_FROM = range(20_000, 32_000)


def is_free(port: int) -> bool:
    """Whether nobody listens on `port` and we may."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return False
    return True


class Ports:
    """Hands out free ports, none of them twice."""

    def __init__(self) -> None:
        self._given: set[int] = set()

    def take(self, wanted: int | None = None, *, purpose: str) -> int:
        """Return `wanted`, or a free port when none is asked for.

        Raises StackTrouble when `wanted` is in use: whoever configured it relies on it.
        """
        if wanted is not None:
            if wanted in self._given or not is_free(wanted):
                raise StackTrouble(
                    f"Port {wanted} for the {purpose} is taken by another program. "
                    f"Stop that program, or choose another port (see `python -m deploy.local run --help`)."
                )
            self._given.add(wanted)
            return wanted
        while True:
            port = random.choice(DRAWN_FROM)
            if port not in self._given and is_free(port):
                self._given.add(port)
                return port

    def prefer(self, liked: int, *, purpose: str) -> int:
        """Return `liked` when it is free, else any other free port."""
        free = liked not in self._given and is_free(liked)
        return self.take(liked if free else None, purpose=purpose)
