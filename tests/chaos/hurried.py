"""`python -m tests.chaos.hurried all`: validation as it is, but that a working day lasts some seconds.

Everything else about deadlines is the service's own: which there are, where they are kept, who claims them, what they
set off, and what settles or moves them.
"""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from services.validation.domain import routing

WORKING_DAY = timedelta(seconds=4)


def due_date(requested_at: datetime, working_days: int, zone: ZoneInfo, calendar: str) -> datetime:
    """A whole second, as ever, so many short days after the request was made."""
    return requested_at.replace(microsecond=0) + working_days * WORKING_DAY


if __name__ == "__main__":
    vars(routing)["due_date"] = due_date
    from services.validation.service import service

    service.run()
