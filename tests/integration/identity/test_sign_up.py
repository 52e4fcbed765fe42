"""POST /captchas and POST /accounts, on the real store."""

import asyncio
import io
import wave
from typing import Any

import pytest

from services.identity.domain.account import Account
from tests.integration.identity.world import API, World, fresh_key, some_address


async def accounts(world: World) -> list[Account]:
    return await world.runtime.store.find(Account, {})


@pytest.mark.rule("A2")
async def test_a_captcha_can_be_seen_and_heard(world: World) -> None:
    answer = await world.post("/captchas")
    assert answer.status_code == 201
    made = answer.json()
    assert set(made) == {"id", "image_url", "audio_url", "expires_at"}
    image = await world.client.get(made["image_url"])
    assert (image.status_code, image.headers["content-type"]) == (200, "image/png")
    assert image.headers["cache-control"] == "no-store"
    audio = await world.client.get(made["audio_url"])
    assert (audio.status_code, audio.headers["content-type"]) == (200, "audio/wav")
    with wave.open(io.BytesIO(audio.content)) as sound:
        assert (sound.getframerate(), sound.getnchannels()) == (8000, 1)
        assert 5 < sound.getnframes() / sound.getframerate() < 60
    assert (await world.client.get(made["audio_url"])).content == audio.content
    assert (await world.client.get(f"{API}/captchas/unknown/image")).status_code == 404


@pytest.mark.rule("A8")
async def test_signing_up_says_account_created(world: World) -> None:
    email = some_address()
    answer = await world.post("/accounts", await world.form(email))
    assert (answer.status_code, answer.json()) == (202, {"warnings": []})
    (row,) = await world.rows()
    assert row["type"] == "eu.traces-access.identity.AccountCreated.v1"
    assert row["key"] == row["subject"] == row["data"]["account_id"]
    assert row["data"]["account"]["status"] == "PENDING"
    assert row["data"]["account"]["email"] == email.replace("Importer", "importer")
    assert set(row["data"]["link"]) == {"link_id", "kid", "expires_at"}


@pytest.mark.rule("A5")
async def test_a_functional_mailbox_is_warned_about(world: World) -> None:
    answer = await world.post("/accounts", await world.form("info@importer.example"))
    assert answer.status_code == 202
    (warning,) = answer.json()["warnings"]
    assert (warning["pointer"], warning["code"]) == ("/email", "functional-mailbox")


@pytest.mark.rule("A10", "6.account.already-exists")
@pytest.mark.parametrize("confirmed", [False, True])
async def test_a_known_address_is_answered_alike(world: World, confirmed: bool) -> None:
    email = some_address()
    if confirmed:
        await world.activate(email)
    else:
        await world.sign_up(email)
    again = await world.form(email.upper(), first_name="Somebody", language="fr")
    answer = await world.post("/accounts", again)
    assert (answer.status_code, answer.json()) == (202, {"warnings": []})
    assert (await world.types())[-1] == ("RegistrationRepeated" if confirmed else "ConfirmationRenewed")
    (account,) = await accounts(world)
    assert (account.first_name, account.language) == ("Anna", "de")


@pytest.mark.rule("A1", "A10")
async def test_two_people_who_sign_up_at_once_are_answered_alike(world: World) -> None:
    email = some_address()
    forms = [await world.form(email) for _ in range(4)]
    answers = await asyncio.gather(*(world.post("/accounts", form) for form in forms))
    assert [(answer.status_code, answer.json()) for answer in answers] == [(202, {"warnings": []})] * 4
    assert len(await accounts(world)) == 1
    assert sorted(await world.types()) == ["AccountCreated"] + ["ConfirmationRenewed"] * 3


@pytest.mark.rule("3.resend")
async def test_five_mails_an_hour_come_of_signing_up_and_nobody_can_tell(world: World) -> None:
    email, sent = some_address(), []
    for _ in range(7):
        form = await world.form(email)
        sent.append(form["captcha"])
        answer = await world.post("/accounts", form)
        assert (answer.status_code, answer.json()) == (202, {"warnings": []})
    assert await world.types() == ["AccountCreated"] + ["ConfirmationRenewed"] * 4
    pictures = [await world.get(f"/captchas/{captcha['id']}/image") for captcha in sent]
    assert {picture.status_code for picture in pictures} == {404}


async def test_the_same_request_again_is_the_same_answer_though_the_captcha_is_burned(world: World) -> None:
    form, key = await world.form(some_address()), fresh_key()
    first = await world.post("/accounts", form, key=key)
    again = await world.post("/accounts", form, key=key)
    assert (again.status_code, again.json()) == (first.status_code, first.json())
    assert again.headers["idempotency-replayed"] == "true"
    assert await world.types() == ["AccountCreated"]
    other = await world.post("/accounts", {**form, "first_name": "Bruno"}, key=key)
    assert (other.status_code, other.json()["code"]) == (422, "idempotency-key-reused")


async def test_a_captcha_serves_one_form(world: World) -> None:
    form = await world.form(some_address())
    await world.post("/accounts", form)
    answer = await world.post("/accounts", form)
    assert (answer.status_code, answer.json()["code"]) == (422, "captcha-expired")


async def test_a_refused_form_burns_nothing(world: World) -> None:
    form = await world.form(some_address())
    assert (await world.post("/accounts", {**form, "language": "xx"})).status_code == 422
    assert (await world.post("/accounts", form)).status_code == 202


async def test_wrong_answers_burn_a_captcha(world: World) -> None:
    form = await world.form(some_address())
    wrong = {**form, "captcha": {**form["captcha"], "answer": "wrong"}}
    for _ in range(3):
        answer = await world.post("/accounts", wrong)
        assert (answer.status_code, answer.json()["code"]) == (422, "captcha-wrong")
    answer = await world.post("/accounts", form)
    assert (answer.status_code, answer.json()["code"]) == (422, "captcha-expired")
    assert await world.types() == []


@pytest.mark.parametrize(
    ("fields", "pointer", "code"),
    [
        ({"first_name": "4nna"}, "/first_name", "name-characters"),
        ({"email_confirmation": "x@importer.example"}, "/email_confirmation", "email-confirmation"),
        ({"privacy_accepted": False}, "/privacy_accepted", "privacy-statement"),
        ({"last_name": "a" * 101}, "/last_name", "string_too_long"),
        ({"captcha": {"id": "unknown", "answer": ""}}, "/captcha/id", "captcha-expired"),
    ],
)
async def test_what_is_wrong_is_named(world: World, fields: dict[str, Any], pointer: str, code: str) -> None:
    answer = await world.post("/accounts", await world.form(some_address(), **fields))
    assert answer.status_code == 422
    assert answer.headers["content-type"] == "application/problem+json"
    assert [(error["pointer"], error["code"]) for error in answer.json()["errors"]] == [(pointer, code)]


@pytest.mark.rule("A6")
async def test_institutions_are_refused(world: World) -> None:
    answer = await world.post("/accounts", await world.form("anna@ec.europa.eu"))
    assert {error["code"] for error in answer.json()["errors"]} == {"email-institution"}
