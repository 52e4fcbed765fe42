"""Captchas to see and to hear. The answer is computed whenever it is needed, and kept nowhere."""

import asyncio
import io
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from captcha.audio import AudioCaptcha
from captcha.image import ImageCaptcha

from services.identity.domain.captcha import answer_of, same_answer

WIDTH, HEIGHT = 240, 80
"""Pixels."""

THREADS = 2
"""Pictures and recordings made at once."""


class Captchas:
    """Draws, speaks and checks answers. `fixed` (local only) is the answer of every captcha."""

    def __init__(self, key: bytes, fixed: str | None) -> None:
        self._key = key
        self._fixed = fixed
        self._image = ImageCaptcha(width=WIDTH, height=HEIGHT)
        self._audio = AudioCaptcha()
        self._pool = ThreadPoolExecutor(THREADS, thread_name_prefix="captcha")

    def is_right(self, captcha_id: str, given: str) -> bool:
        """Whether this is the answer, whatever the case of its letters; in constant time."""
        return same_answer(given, self._answer(captcha_id))

    async def picture(self, captcha_id: str) -> bytes:
        """A PNG; distorted anew each time."""
        return await self._make(lambda: self._draw(self._answer(captcha_id)))

    async def recording(self, captcha_id: str) -> bytes:
        """A WAV in which the characters are spoken in English, over noise."""
        return await self._make(lambda: bytes(self._audio.generate(self._answer(captcha_id))))

    def _answer(self, captcha_id: str) -> str:
        return (self._fixed or answer_of(captcha_id, self._key)).upper()

    def _draw(self, answer: str) -> bytes:
        picture: io.BytesIO = self._image.generate(answer)
        return picture.getvalue()

    async def _make(self, work: Callable[[], bytes]) -> bytes:
        return await asyncio.get_running_loop().run_in_executor(self._pool, work)
