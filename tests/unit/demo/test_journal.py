"""The journal wakes whoever waits for something to be seen."""

import asyncio

from demo.journal import Journal
from tests.unit.demo.stories import event, mail


def journal() -> Journal:
    return Journal(lambda _event: None, lambda _mail: None)


async def test_waiting_ends_as_soon_as_it_is_so() -> None:
    written = journal()
    waiting = asyncio.create_task(written.until(lambda: len(written.events) + len(written.mails) == 2, 10))
    await asyncio.sleep(0)
    written.note_event(event("RequestRouted"))
    await asyncio.sleep(0)
    assert not waiting.done()
    written.note_mail(mail("i", "elodie@importer.example.org"))
    assert await asyncio.wait_for(waiting, 1)


async def test_waiting_has_an_end() -> None:
    assert not await journal().until(lambda: False, 0.01)
    assert await journal().until(lambda: True, 0)


def test_dead_letters_are_kept_apart() -> None:
    written = journal()
    written.note_event(event("RequestRouted", dead_letter="poison"))
    assert (written.events, len(written.dead_letters)) == ([], 1)
