"""The play as it happens, in a terminal: each step, and under it the events and mails with the seconds they came at.

In a terminal the last line says what is being waited for; elsewhere it is plain lines.
"""

import time
from types import TracebackType
from typing import Self

from rich.console import Console
from rich.live import Live
from rich.spinner import Spinner
from rich.text import Text

from demo.expectations import SENT
from demo.mailbox import Mail
from demo.play import Report
from demo.story import STORY, Step
from demo.topics import Event
from demo.watcher import Watcher

COLOURS = {"identity": "cyan", "registry": "green", "validation": "magenta", "notify": "blue"}
PLAIN_WIDTH = 160
NAMES = ("organisation.name", "authorisation.organisation.name", "case.organisation.name", "message.template")
"""Where an event says what it is about, in words."""


class Timeline(Watcher):
    """Use it as a context: the live line is there inside."""

    def __init__(self, console: Console | None = None) -> None:
        self._console = console or Console(highlight=False)
        if not self._console.is_terminal:
            self._console.width = PLAIN_WIDTH
        self._began = time.monotonic()
        self._people: dict[str, str] = {}
        self._spinner = Spinner("dots", Text("reading where topics and mailbox end"))
        self._live = Live(self._spinner, console=self._console, transient=True, refresh_per_second=12)

    def __enter__(self) -> Self:
        """Show the live line, in a terminal."""
        if self._console.is_terminal:
            self._live.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Take it away."""
        self._live.stop()

    def title(self, gateway: str) -> None:
        """Say what is going to happen."""
        self._console.print(Text.assemble(("How a person gets access to TRACES", "bold"), f"  played at {gateway}"))

    def step(self, number: int, step: Step) -> None:
        """Begin a step."""
        self._spinner.update(text=Text(f"{step.title} …", style="dim"))
        heading = Text.assemble((f"{number:2}  {step.title}", "bold"), (f"  guide {step.section}", "dim"))
        self._console.print()
        self._console.print(heading)

    def remark(self, text: str) -> None:
        """Mention something."""
        self._line(Text.assemble(("·", "yellow"), f" {text}"))

    def event(self, event: Event) -> None:
        """Show an event."""
        self._remember(event)
        if event.dead_letter is not None:
            self._line(Text(f"✗ dead letter of {event.service}: {event.name}: {event.dead_letter}", style="bold red"))
            return
        style = COLOURS.get(event.service, "white")
        dim = "dim " if event.name == SENT else ""
        name = f"{event.name} #{event.sequence}"
        self._line(Text.assemble((f"● {event.service:10} {name:25}", dim + style), f" {self._about(event)}"))

    def mail(self, mail: Mail) -> None:
        """Show a mail."""
        self._line(Text.assemble((f"✉ “{mail.subject}”", "bright_yellow"), f" to {mail.to}, {mail.language}"))

    def close(self, report: Report) -> None:
        """Say how it ended."""
        self._live.stop()
        self._console.print()
        again = report.repeated_requests + report.repeated_events + report.repeated_mails
        counted = (
            f"{len(report.steps)} of {len(STORY)} steps, {len(report.events)} events, {len(report.mails)} mails "
            f"in {report.seconds:.1f} s{f'; {again} repetitions were recognised as such' if again else ''}."
        )
        if report.ok:
            self._console.print(
                Text(f"✓ Everything happened, each event and each mail exactly once: {counted}", "green")
            )
            return
        self._console.print(Text(f"✗ Not everything happened as it should: {counted}", style="bold red"))
        for problem in report.problems:
            self._console.print(Text(f"  - {problem}", style="red"), soft_wrap=True)

    def _line(self, text: Text) -> None:
        seconds = time.monotonic() - self._began
        line = Text.assemble((f"{seconds:8.2f} s  ", "dim"), text)
        self._console.print(line, no_wrap=True, overflow="ellipsis", crop=True)

    def _remember(self, event: Event) -> None:
        if event.at("account.first_name"):
            self._people[event.subject] = f"{event.at('account.first_name')} {event.at('account.last_name')}"

    def _about(self, event: Event) -> str:
        """Whom and what it is about, in words."""
        account = event.at("account_id") or event.at("case.account_id") or event.at("message.account_id")
        name = next((found for path in NAMES if (found := event.at(path))), None)
        return " · ".join(filter(None, (name, self._people.get(account or ""))))
