"""Captchas to see and to hear. The answer is computed whenever it is needed, and kept nowhere."""

import io
from collections import OrderedDict

from captcha.audio import AudioCaptcha
from captcha.image import ImageCaptcha

from services.identity.domain.captcha import answer_of, same_answer
from services.identity.pool import Pool

WIDTH, HEIGHT = 240, 80
"""Pixels."""

THREADS = 2
"""Pictures made at once; one takes about a hundredth of a second of a core."""

QUEUE = 20
"""How many pictures may wait for that, and how many recordings."""

RECORDING_THREADS = 1
"""Recordings take forty times as long as pictures, and wait by themselves: nobody waits for them to see one."""

KEPT = 100
"""Recordings (130 KB each) that may be played again without being made again."""


class Captchas:
    """Draws, speaks and checks answers. `fixed` (local only) is the answer of every captcha."""

    def __init__(self, key: bytes, fixed: str | None) -> None:
        self._key = key
        self._fixed = fixed
        self._image = ImageCaptcha(width=WIDTH, height=HEIGHT)
        self._audio = AudioCaptcha()
        self._audio.load()  # here, because its lazy loading is not safe when two threads begin at once
        self._recordings: OrderedDict[str, bytes] = OrderedDict()
        self._pictures = Pool("picture", THREADS, QUEUE)
        self._speaking = Pool("recording", RECORDING_THREADS, QUEUE)

    def is_right(self, captcha_id: str, given: str) -> bool:
        """Whether this is the answer, whatever the case of its letters; in constant time."""
        return same_answer(given, self._answer(captcha_id))

    async def picture(self, captcha_id: str) -> bytes:
        """A PNG; distorted anew each time. Raises Unavailable when too many wait."""
        return await self._pictures.run(lambda: self._draw(self._answer(captcha_id)))

    async def recording(self, captcha_id: str) -> bytes:
        """A WAV in which the characters are spoken in English, over noise. Raises Unavailable when too many wait.

        Played again it is the same: cheap, and nobody can average the noise away.
        """
        kept = self._recordings.get(captcha_id)
        return kept if kept is not None else await self._speaking.run(lambda: self._speak(captcha_id))

    def _answer(self, captcha_id: str) -> str:
        return (self._fixed or answer_of(captcha_id, self._key)).upper()

    def _speak(self, captcha_id: str) -> bytes:
        """Only in the one thread of recordings: whoever waited while it was made for somebody else finds it here."""
        made = self._recordings.get(captcha_id)
        if made is None:
            made = self._recordings[captcha_id] = bytes(self._audio.generate(self._answer(captcha_id)))
            if len(self._recordings) > KEPT:
                self._recordings.popitem(last=False)
        return made

    def _draw(self, answer: str) -> bytes:
        picture: io.BytesIO = self._image.generate(answer)
        return picture.getvalue()
