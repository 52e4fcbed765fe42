import asyncio
import secrets
import threading

import pytest
from captcha.audio import AudioCaptcha

from chassis.errors import Unavailable
from services.identity.captchas import QUEUE, RECORDING_THREADS, THREADS, Captchas


async def test_more_pictures_than_can_be_made_soon_are_refused() -> None:
    captchas, wanted = Captchas(secrets.token_bytes(32), None), THREADS + QUEUE + 5
    found = await asyncio.gather(*(captchas.picture(str(n)) for n in range(wanted)), return_exceptions=True)
    assert sum(isinstance(each, Unavailable) for each in found) == 5
    assert sum(isinstance(each, bytes) for each in found) == THREADS + QUEUE
    assert (await captchas.picture("again")).startswith(b"\x89PNG")


async def test_nobody_waits_for_recordings_to_see_a_picture(monkeypatch: pytest.MonkeyPatch) -> None:
    captchas, made, go_on = Captchas(secrets.token_bytes(32), None), list[str](), threading.Event()

    def speak(_: AudioCaptcha, answer: str) -> bytearray:
        go_on.wait(30)
        made.append(answer)
        return bytearray(answer.encode())

    monkeypatch.setattr(AudioCaptcha, "generate", speak)
    wanted = [asyncio.create_task(captchas.recording(str(n))) for n in range(RECORDING_THREADS + QUEUE - 1)]
    try:
        again = asyncio.create_task(captchas.recording("0"))
        await asyncio.sleep(0)
        assert (await asyncio.wait_for(captchas.picture("0"), 10)).startswith(b"\x89PNG")
        with pytest.raises(Unavailable):
            await captchas.recording("one too many")
    finally:
        go_on.set()
    assert await again == (await asyncio.gather(*wanted))[0]
    assert len(made) == len(wanted)
