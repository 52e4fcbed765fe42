"""Whoever wants to be told what happens while the guide is played."""

from demo.mailbox import Mail
from demo.story import Step
from demo.topics import Event


class Watcher:
    """Is told and does nothing; override what you want to hear."""

    def step(self, number: int, step: Step) -> None:
        """A step begins."""

    def remark(self, text: str) -> None:
        """Something worth mentioning in this step."""

    def event(self, event: Event) -> None:
        """An event was read from a topic."""

    def mail(self, mail: Mail) -> None:
        """A mail has arrived."""
