import asyncio
import secrets

from chassis.errors import Unavailable
from services.identity.captchas import QUEUE, THREADS, Captchas


async def test_more_pictures_than_can_be_made_soon_are_refused() -> None:
    captchas, wanted = Captchas(secrets.token_bytes(32), None), THREADS + QUEUE + 5
    found = await asyncio.gather(*(captchas.picture(str(n)) for n in range(wanted)), return_exceptions=True)
    assert sum(isinstance(each, Unavailable) for each in found) == 5
    assert sum(isinstance(each, bytes) for each in found) == THREADS + QUEUE
    assert (await captchas.picture("again")).startswith(b"\x89PNG")
