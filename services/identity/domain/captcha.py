"""Captcha: proof that a person is there. One answer is good once, for ten minutes, after two wrong ones at most.

The answer follows from the captcha's id under a key, so that neither the store nor an event nor a log holds it.
"""

import hashlib
import hmac
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import ClassVar

from chassis.decider import Aggregate, Change, Context, Index
from chassis.errors import FieldError, RuleBroken
from services.identity.domain.sign_up import SignUp

CAPTCHA_LIFE = timedelta(minutes=10)
WRONG_ANSWERS = 3
"""So many wrong answers use a captcha up."""

ALPHABET = "ACDEFHJKLMNPRTWXY3479"
"""No two signs of it look alike (0 O Q, 1 I, 2 Z, 5 S, 6 G, 8 B, U V are out)."""

LENGTH = 6


class CaptchaSpent(RuleBroken):
    """The captcha is unknown, was used, has expired or took too many wrong answers: ask for another one."""

    code = "captcha-expired"
    title = "This captcha cannot be used any more; ask for another one."

    def __init__(self) -> None:
        """Name the field."""
        super().__init__(errors=(FieldError("/captcha/id", self.code, self.title),))


class CaptchaWrong(RuleBroken):
    """The characters are not those in the picture."""

    code = "captcha-wrong"
    title = "These are not the characters in the picture."

    def __init__(self) -> None:
        """Name the field."""
        super().__init__(errors=(FieldError("/captcha/answer", self.code, self.title),))


class Captcha(Aggregate):
    """One captcha. The store drops it once it has expired."""

    collection: ClassVar[str] = "captchas"
    indexes: ClassVar[tuple[Index, ...]] = (Index("expiry", (("expires_at", 1),), expire_after=0),)

    expires_at: datetime
    wrong_answers: int = 0
    used: bool = False

    def open(self, now: datetime) -> bool:
        """Whether it may still be answered."""
        return not self.used and self.wrong_answers < WRONG_ANSWERS and now < self.expires_at


@dataclass(frozen=True, slots=True)
class MakeCaptcha:
    """Somebody is about to fill in a form."""

    captcha_id: str


@dataclass(frozen=True, slots=True)
class CountWrongAnswer:
    """A wrong answer was given."""

    captcha_id: str


def make(captcha: Captcha | None, command: MakeCaptcha, ctx: Context) -> Change[Captcha]:
    """A captcha that is good for ten minutes."""
    return Change(Captcha(id=command.captcha_id, expires_at=ctx.now + CAPTCHA_LIFE))


def use(captcha: Captcha | None, command: SignUp, ctx: Context) -> Change[Captcha]:
    """Use the captcha up, in the transaction that takes effect. Raises CaptchaSpent, CaptchaWrong."""
    if captcha is None or not captcha.open(ctx.now):
        raise CaptchaSpent
    if not command.captcha_answered:
        raise CaptchaWrong
    return Change(captcha.changed(used=True))


def count_wrong_answer(captcha: Captcha | None, command: CountWrongAnswer, ctx: Context) -> Change[Captcha]:
    """A wrong answer counts, so that nobody tries them all."""
    if captcha is None:
        raise CaptchaSpent
    return Change(captcha.changed(wrong_answers=captcha.wrong_answers + 1))


def answer_of(captcha_id: str, key: bytes) -> str:
    """The answer of a captcha: six signs of the alphabet that nobody can tell without the key."""
    number = int.from_bytes(hmac.new(key, captcha_id.encode(), hashlib.sha256).digest())
    signs = []
    for _ in range(LENGTH):
        number, sign = divmod(number, len(ALPHABET))
        signs.append(ALPHABET[sign])
    return "".join(signs)


def same_answer(given: str, expected: str) -> bool:
    """Whether an answer is right, whatever the case of its letters; in constant time."""
    return hmac.compare_digest(given.strip().upper().encode(), expected.upper().encode())
