"""CPU time of processes, read from outside."""

from collections.abc import Mapping, Sequence

import psutil

Pids = Mapping[str, Sequence[int]]


class Processor:
    """CPU seconds that named groups of processes have used since this was made."""

    def __init__(self, groups: Pids) -> None:
        self._groups = {name: [psutil.Process(pid) for pid in pids] for name, pids in groups.items()}
        self._before = self._now()

    def seconds(self) -> dict[str, float]:
        """User and system time, by name."""
        now = self._now()
        return {name: now[name] - before for name, before in self._before.items()}

    def _now(self) -> dict[str, float]:
        return {name: sum(_used(process) for process in processes) for name, processes in self._groups.items()}


def _used(process: psutil.Process) -> float:
    times = process.cpu_times()
    return float(times.user + times.system)
