"""Session: what a browser keeps for us while somebody is logged in."""

from datetime import datetime, timedelta
from typing import Any

from pydantic import BaseModel, ConfigDict

MARGIN = timedelta(seconds=20)
"""An access token is renewed so long before it expires: the request may take a while, and clocks differ."""

REFRESH_LIFE = timedelta(hours=12)
"""After so long without a request identity takes the refresh token no more (its domain/session.py)."""


class Right(BaseModel):
    """A kind of organisation that the person may act for, as registry last said: enough to know what to offer.

    What is allowed its owners decide anew. Each combination stands here once: a cookie holds 4,096 bytes, and somebody
    may act for hundreds of organisations.
    """

    model_config = ConfigDict(frozen=True)

    kind: str
    administrator: bool
    helpdesk: bool


class Session(BaseModel):
    """Tokens of a log-in, and what every page shows of the person.

    `fresh_until` is when the access token has to be renewed, `ends_at` when that is not possible any more.
    Name, language and time zone are as of the last renewal; pages that change them write them anew.
    """

    model_config = ConfigDict(frozen=True)

    access_token: str
    refresh_token: str
    fresh_until: datetime
    ends_at: datetime
    name: str = ""
    email: str = ""
    language: str = ""
    timezone: str = ""
    rights: tuple[Right, ...] = ()

    @classmethod
    def begun(cls, tokens: dict[str, Any], now: datetime) -> "Session":
        """A session from identity's answer to a log-in."""
        return cls(
            access_token=tokens["access_token"],
            refresh_token=tokens["refresh_token"],
            fresh_until=now + timedelta(seconds=tokens["expires_in"]) - MARGIN,
            ends_at=now + REFRESH_LIFE,
        )

    def renewed(self, tokens: dict[str, Any], now: datetime) -> "Session":
        """The same person with the next tokens."""
        return Session.begun(tokens, now).model_copy(
            update=self.model_dump(include={"name", "email", "language", "timezone"}) | {"rights": self.rights}
        )

    def told(self, **known: Any) -> "Session":
        """The same session with something newer known of the person."""
        return self.model_copy(update=known)

    def has(self, kind: str) -> bool:
        """Whether the person may act for an organisation of this kind."""
        return any(right.kind == kind for right in self.rights)
