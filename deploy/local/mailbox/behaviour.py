"""How the SMTP side answers: properly, or as badly as a test wants to see."""

from enum import StrEnum

from pydantic import BaseModel, ConfigDict, Field


class Mode(StrEnum):
    """What happens to a message after DATA."""

    ACCEPT = "accept"
    DEFER = "451"
    """Refused for now; kept by the sender."""
    REFUSE = "550"
    """Refused for ever."""
    DROP = "drop"
    """The message is kept, but the connection breaks before the answer: the sender cannot know."""
    LOSE = "lose"
    """The connection breaks, and the message was not kept."""
    STALL = "stall"
    """The answer takes `seconds`; then the message is accepted."""


class Behaviour(BaseModel):
    """What to do with the next `count` messages (None: all) that go to an address containing `recipient`."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    mode: Mode = Mode.ACCEPT
    count: int | None = Field(default=None, ge=1)
    recipient: str = ""
    seconds: float = Field(default=30, ge=0, le=600)


class Conduct:
    """The behaviour in force, and how often it was applied."""

    def __init__(self) -> None:
        self.behaviour = Behaviour()
        self.applied = 0

    def set(self, behaviour: Behaviour) -> None:
        """Behave like this from now on."""
        self.behaviour = behaviour
        self.applied = 0

    def next(self, recipients: list[str]) -> Behaviour:
        """Return the behaviour for a message to `recipients`, and count it."""
        wanted = self.behaviour
        spent = wanted.count is not None and self.applied >= wanted.count
        concerned = any(wanted.recipient.lower() in recipient.lower() for recipient in recipients)
        if wanted.mode is Mode.ACCEPT or spent or not concerned:
            return Behaviour()
        self.applied += 1
        return wanted
