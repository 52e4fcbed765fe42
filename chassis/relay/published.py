"""Which documents are out: that stays true, whoever publishes. The newest are remembered."""

REMEMBERED = 10_000


class Published:
    """At most `most` ids, the newest."""

    def __init__(self, most: int = REMEMBERED) -> None:
        self._most = most
        self._ids: dict[str, None] = {}

    def __contains__(self, id: object) -> bool:
        return id in self._ids

    def add(self, ids: list[str]) -> None:
        """The broker has acknowledged all their events."""
        for id in ids:
            self._ids[id] = None
        while len(self._ids) > self._most:
            del self._ids[next(iter(self._ids))]
