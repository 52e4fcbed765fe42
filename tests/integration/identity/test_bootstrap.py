"""`command bootstrap-account`, on the real store."""

import asyncio
from typing import Any

import pytest

from chassis.errors import DomainError
from services.identity.console import bootstrap_account
from services.identity.domain.account import Account
from tests.integration.identity.world import World, good_password, some_address


def request(email: str, **fields: Any) -> dict[str, Any]:
    return {"email": email, "first_name": "Inès", "last_name": "Dupont", "language": "fr", **fields}


async def test_an_account_comes_to_be_without_captcha(world: World) -> None:
    email = some_address()
    answer = await bootstrap_account(world.runtime, request(email))
    assert answer["created"] is True
    (row,) = await world.rows()
    assert (row["type"].split(".")[-2], row["actor"]) == ("AccountCreated", "system:bootstrap")
    assert row["subject"] == answer["account_id"]
    password = good_password()
    body = {"token": await world.mailed_token(), "password": password}
    assert (await world.post("/accounts/confirmations", body)).status_code == 204
    assert (await world.log_in(email, password)).status_code == 201


async def test_the_same_again_is_the_same_account(world: World) -> None:
    email = some_address()
    first = await bootstrap_account(world.runtime, request(email))
    again = await bootstrap_account(world.runtime, request(email.upper(), first_name="Other"))
    assert again == {"account_id": first["account_id"], "created": False}
    assert await world.types() == ["AccountCreated"]


async def test_at_once_is_the_same_account(world: World) -> None:
    asked = request(some_address())
    answers = await asyncio.gather(*(bootstrap_account(world.runtime, asked) for _ in range(3)))
    assert len({answer["account_id"] for answer in answers}) == 1
    assert len(await world.runtime.store.find(Account, {})) == 1


async def test_people_of_institutions_get_accounts_this_way(world: World) -> None:
    assert (await bootstrap_account(world.runtime, request("ines.dupont@ec.europa.eu")))["created"] is True


@pytest.mark.parametrize(
    "fields", [{"email": "nobody"}, {"first_name": "1"}, {"language": "xx"}, {"organisation": "x"}]
)
async def test_a_wrong_request_is_refused(world: World, fields: dict[str, Any]) -> None:
    with pytest.raises(DomainError):
        await bootstrap_account(world.runtime, request(some_address()) | fields)
