"""How long to wait before a dead process is started again."""


class Backoff:
    """Doubles from `first` up to `longest` seconds; starts over once the process was ready."""

    def __init__(self, first: float = 0.2, longest: float = 10.0) -> None:
        self._first = first
        self._longest = longest
        self._next = first

    def take(self) -> float:
        """Seconds to wait now."""
        delay = self._next
        self._next = min(delay * 2, self._longest)
        return delay

    def reset(self) -> None:
        """Forget the past failures."""
        self._next = self._first
