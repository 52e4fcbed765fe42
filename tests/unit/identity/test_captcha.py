import secrets
from datetime import timedelta

import pytest
from hypothesis import given as forall
from hypothesis import strategies as st

from chassis.ids import new_id
from chassis.testing import NOON, given
from services.identity.captchas import Captchas
from services.identity.domain.captcha import (
    ALPHABET,
    CAPTCHA_LIFE,
    LENGTH,
    WRONG_ANSWERS,
    Captcha,
    CaptchaSpent,
    CaptchaWrong,
    CountWrongAnswer,
    MakeCaptcha,
    answer_of,
    count_wrong_answer,
    make,
    same_answer,
    use,
)
from services.identity.domain.sign_up import SignUp
from tests.unit.identity.people import elodie

OPEN = Captcha(id="captcha-1", expires_at=NOON + CAPTCHA_LIFE)
RIGHT = SignUp("elodie", elodie(), "key-1", "captcha-1", captcha_answered=True, quota_id="quota", limit=5)
WRONG = SignUp("elodie", elodie(), "key-1", "captcha-1", captcha_answered=False, quota_id="quota", limit=5)


def test_a_captcha_is_good_for_ten_minutes() -> None:
    made = given().when(make, MakeCaptcha("captcha-1")).then(expires_at=NOON + timedelta(minutes=10)).state
    given(made).when(use, RIGHT, now=NOON + CAPTCHA_LIFE - timedelta(milliseconds=1)).then(used=True)
    given(made).when(use, RIGHT, now=NOON + CAPTCHA_LIFE).raises(CaptchaSpent)


@pytest.mark.rule("A2")
def test_a_captcha_is_good_once() -> None:
    used = given(OPEN).when(use, RIGHT).state
    given(used).when(use, RIGHT).raises(CaptchaSpent)


def test_an_unknown_captcha_is_like_a_spent_one() -> None:
    given().when(use, RIGHT).raises(CaptchaSpent)
    given().when(count_wrong_answer, CountWrongAnswer("captcha-1")).raises(CaptchaSpent)


def test_a_wrong_answer_names_its_field() -> None:
    refused = given(OPEN).when(use, WRONG).raises(CaptchaWrong)
    assert [(error.pointer, error.code) for error in refused.errors] == [("/captcha/answer", "captcha-wrong")]


def test_a_few_wrong_answers_burn_it() -> None:
    captcha = OPEN
    for _ in range(WRONG_ANSWERS):
        given(captcha).when(use, RIGHT).then(used=True)
        captcha = given(captcha).when(count_wrong_answer, CountWrongAnswer("captcha-1")).state
    given(captcha).when(use, RIGHT).raises(CaptchaSpent)


@forall(st.binary(min_size=32, max_size=32), st.uuids())
def test_an_answer_can_be_read_and_typed(key: bytes, id: object) -> None:
    answer = answer_of(str(id), key)
    assert len(answer) == LENGTH
    assert set(answer) <= set(ALPHABET)
    assert answer == answer_of(str(id), key)
    assert same_answer(f" {answer.lower()} ", answer)


def test_the_alphabet_holds_no_signs_that_look_alike() -> None:
    assert set(ALPHABET).isdisjoint("0OQ1I2Z5S6G8BUV")
    assert ALPHABET.upper() == ALPHABET


def test_another_key_or_captcha_has_another_answer() -> None:
    key, id = secrets.token_bytes(32), new_id()
    assert len({answer_of(new_id(), key) for _ in range(100)}) > 95
    assert len({answer_of(id, secrets.token_bytes(32)) for _ in range(100)}) > 95


@pytest.mark.rule("A2")
@pytest.mark.parametrize("fixed", [None, "0f1e2d3c"])
async def test_it_can_be_seen_heard_and_answered(fixed: str | None) -> None:
    key, id = secrets.token_bytes(32), new_id()
    captchas = Captchas(key, fixed)
    assert (await captchas.picture(id)).startswith(b"\x89PNG\r\n")
    assert (await captchas.recording(id))[:4] == b"RIFF"
    assert captchas.is_right(id, fixed or answer_of(id, key))
    assert not captchas.is_right(id, secrets.token_hex(4) + "-")
    assert not captchas.is_right(id, "é")
