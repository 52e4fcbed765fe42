"""Signing keys and link keys change while identity runs (docs/operators.md, "Rotating keys")."""

import base64
import json
import os
import secrets
from pathlib import Path
from typing import Any

from services.identity.settings import IdentitySettings
from services.identity.signing_keys import REST_SECONDS
from services.identity.tools import tools_of
from services.identity.watched import LOOK_SECONDS
from tests.integration.identity.world import World, good_password, signing_key, some_address
from tests.support.eventually import eventually

SOON = LOOK_SECONDS + 15


def kid_of(token: str) -> str:
    return str(json.loads(base64.urlsafe_b64decode(token.split(".")[0] + "=="))["kid"])


async def published(world: World) -> list[str]:
    answer = await world.client.get("/.well-known/jwks.json")
    assert answer.headers["cache-control"] == "public, max-age=5"
    return [key["kid"] for key in answer.json()["keys"]]


async def test_a_new_signing_key_takes_over_and_older_tokens_stay_good(
    world: World, identity_settings: IdentitySettings
) -> None:
    email = some_address()
    password = await world.activate(email)
    before = (await world.log_in(email, password)).json()["access_token"]
    signing_key(identity_settings.signing_keys_dir, "zz")

    async def takes_over() -> bool:
        token = (await world.log_in(email, password)).json()["access_token"]
        if kid_of(token) != "zz":
            return False
        assert (await world.get("/me", token)).status_code == 200
        return True

    await eventually(takes_over, within=SOON + REST_SECONDS)
    assert await published(world) == [kid_of(before), "zz"]
    assert (await world.get("/me", before)).status_code == 200
    (identity_settings.signing_keys_dir / f"{kid_of(before)}.pem").unlink()

    async def gone() -> bool:
        return await published(world) == ["zz"] and (await world.get("/me", before)).status_code == 401

    await eventually(gone, within=SOON)


async def test_retired_link_keys_verify_as_long_as_they_are_in_the_file(
    world: World, identity_settings: IdentitySettings
) -> None:
    second, third = "second", "third"
    tokens = [await world.sign_up(some_address()) for _ in range(3)]
    older = tokens[0].split(".")[0]
    rewrite(identity_settings.link_keys_file, lambda file: {"current": second, "keys": {**file["keys"], second: key()}})
    await signed_by(world, second)
    assert await confirm(world, tokens[0]) == 204
    rewrite(identity_settings.link_keys_file, lambda file: {"current": third, "keys": {third: key(), **file["keys"]}})
    assert await confirm(world, tokens[1]) == 204
    rewrite(identity_settings.link_keys_file, lambda file: file | {"keys": without(file["keys"], older)})
    await signed_by(world, third)
    await forgets(world, older)
    assert await confirm(world, tokens[2]) == 404


async def signed_by(world: World, kid: str) -> None:
    async def signs() -> bool:
        return (await world.sign_up(some_address())).split(".")[0] == kid

    await eventually(signs, within=SOON)


async def forgets(world: World, kid: str) -> None:
    async def forgotten() -> bool:
        return kid not in (await tools_of(world.runtime).links.fresh()).keys

    await eventually(forgotten, within=SOON)


async def confirm(world: World, token: str) -> int:
    body = {"token": token, "password": good_password()}
    return (await world.post("/accounts/confirmations", body)).status_code


def rewrite(file: Path, change: Any) -> None:
    """Replaced under its name, as deployments do it."""
    other = file.with_suffix(".new")
    other.write_text(json.dumps(change(json.loads(file.read_text()))))
    os.replace(other, file)


def key() -> str:
    return base64.urlsafe_b64encode(secrets.token_bytes(32)).decode()


def without(keys: dict[str, str], kid: str) -> dict[str, str]:
    return {name: value for name, value in keys.items() if name != kid}
