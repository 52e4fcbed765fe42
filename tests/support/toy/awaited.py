"""A toy whose place in the group is kept for a minute, instead of six seconds, when it dies: it may start slowly."""

from typing import Any

import faust

from tests.support.toy.service import service

SESSION_SECONDS = 60


class Awaiting(faust.App):
    """Asks the group for that."""

    def __init__(self, group: str, **settings: Any) -> None:
        super().__init__(group, **{**settings, "broker_session_timeout": SESSION_SECONDS})


if __name__ == "__main__":
    faust.App = Awaiting  # type: ignore[misc, assignment]
    service.run()
