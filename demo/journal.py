"""What was seen, in the order in which it was seen."""

import asyncio
from collections.abc import Callable

from demo.mailbox import Mail
from demo.topics import Event


class Journal:
    """Events and mails of one play. A repeated event id, and a repeated Message-ID, is the same one again."""

    def __init__(self, on_event: Callable[[Event], None], on_mail: Callable[[Mail], None]) -> None:
        self.events: list[Event] = []
        self.mails: list[Mail] = []
        self.dead_letters: list[Event] = []
        self.repeated_events = 0
        self.repeated_mails = 0
        self._on_event = on_event
        self._on_mail = on_mail
        self._event_ids: set[str] = set()
        self._message_ids: set[str] = set()
        self._changed = asyncio.Event()

    def note_event(self, event: Event) -> None:
        """Take down an event."""
        if event.id in self._event_ids:
            self.repeated_events += 1
            return
        self._event_ids.add(event.id)
        (self.events if event.dead_letter is None else self.dead_letters).append(event)
        self._changed.set()
        self._on_event(event)

    def note_mail(self, mail: Mail) -> None:
        """Take down a mail."""
        if mail.message_id in self._message_ids:
            self.repeated_mails += 1
            return
        self._message_ids.add(mail.message_id)
        self.mails.append(mail)
        self._changed.set()
        self._on_mail(mail)

    async def until(self, is_so: Callable[[], bool], patience: float) -> bool:
        """Wait until `is_so`, looking again whenever something was seen; False after `patience` seconds."""
        deadline = asyncio.get_running_loop().time() + patience
        while not is_so():
            self._changed.clear()
            try:
                async with asyncio.timeout_at(deadline):
                    await self._changed.wait()
            except TimeoutError:
                return is_so()
        return True
