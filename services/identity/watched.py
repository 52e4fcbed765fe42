"""Files that are replaced while identity runs: keys are rotated without a restart."""

import asyncio
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Generic, TypeVar

import structlog

T = TypeVar("T")

LOOK_SECONDS = 2.0
"""Between two looks at the files: what changed is in use so soon."""

Seen = tuple[tuple[str, int, int, int], ...]

log = structlog.get_logger(__name__)


def appearance(paths: Iterable[Path]) -> Seen:
    """What tells that files were changed, without reading them: name, time of change, size and inode of each."""
    found = [(path.name, path.stat()) for path in paths]
    return tuple(sorted((name, stat.st_mtime_ns, stat.st_size, stat.st_ino) for name, stat in found))


class Watched(Generic[T]):
    """What was read from files; read again, off the event loop, once they look different.

    Files that cannot be read, or hold nonsense, are logged and leave the value as it was: a slip of the hand while
    keys are rotated stops nobody. `seen` and `read` raise OSError or ValueError for such files.
    """

    def __init__(
        self,
        name: str,
        seen: Callable[[], Seen],
        read: Callable[[], T],
        ticks: Callable[[], float] = time.monotonic,
    ) -> None:
        self._name, self._seen, self._read, self._ticks = name, seen, read, ticks
        self._appearance = seen()
        self.value = read()
        self._looked = ticks()
        self._lock = asyncio.Lock()

    async def fresh(self, wanted: Callable[[T], bool] = lambda _: True) -> T:
        """The value, at most LOOK_SECONDS behind the files; looked at now when it is not the `wanted` one."""
        if self._due() or not wanted(self.value):
            async with self._lock:
                if self._due() or not wanted(self.value):
                    await asyncio.to_thread(self._look)
                    self._looked = self._ticks()
        return self.value

    def _due(self) -> bool:
        return self._ticks() - self._looked >= LOOK_SECONDS

    def _look(self) -> None:
        """The appearance is taken before reading: a change in between is seen by the next look."""
        try:
            appearance = self._seen()
            if appearance == self._appearance:
                return
            self._appearance = appearance
            self.value = self._read()
            log.info("keys.read-again", which=self._name)
        except (OSError, ValueError) as error:
            log.error("keys.unreadable", which=self._name, error=type(error).__name__)
