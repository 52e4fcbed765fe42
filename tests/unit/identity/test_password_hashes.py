import asyncio
import secrets
from typing import Any

import pytest
from argon2 import PasswordHasher, extract_parameters

from chassis.errors import Unavailable
from services.identity.passwords import Passwords
from services.identity.settings import IdentitySettings


def passwords(**changed: int) -> Passwords:
    cheap: dict[str, Any] = {"argon2_time_cost": 1, "argon2_memory_kib": 8192, "argon2_parallelism": 1}
    limits: dict[str, Any] = {"password_threads": 2, "password_queue": 200}
    return Passwords(IdentitySettings.model_construct(**{**cheap, **limits, **changed}))


async def test_a_password_matches_its_hash_only() -> None:
    pool, password = passwords(), secrets.token_urlsafe()
    kept = await pool.hash(password)
    assert kept.startswith("$argon2id$")
    assert password not in kept
    assert await pool.matches(password, kept)
    assert not await pool.matches(password + "x", kept)


async def test_nobody_has_no_password() -> None:
    assert not await passwords().matches(secrets.token_urlsafe(), None)


async def test_nobodys_password_costs_as_much_as_somebodys(monkeypatch: pytest.MonkeyPatch) -> None:
    """So that the time an answer takes does not tell which addresses have an account."""
    verify, checked = PasswordHasher.verify, []

    def noted(self: PasswordHasher, hash: str, password: str) -> bool:
        checked.append(extract_parameters(hash))
        return bool(verify(self, hash, password))

    monkeypatch.setattr(PasswordHasher, "verify", noted)
    pool = passwords()
    await pool.matches(secrets.token_urlsafe(), await pool.hash(secrets.token_urlsafe()))
    await pool.matches(secrets.token_urlsafe(), None)
    somebodys, nobodys = checked
    assert nobodys == somebodys


async def test_the_same_password_from_another_keyboard() -> None:
    pool, rest = passwords(), secrets.token_urlsafe()
    assert await pool.matches("e\u0301" + rest, await pool.hash("é" + rest))


async def test_a_broken_hash_matches_nothing() -> None:
    assert not await passwords().matches(secrets.token_urlsafe(), "no hash")


async def test_new_parameters_make_old_hashes_outdated() -> None:
    kept = await passwords().hash(secrets.token_urlsafe())
    assert not passwords().outdated(kept)
    assert passwords(argon2_time_cost=2).outdated(kept)


async def test_the_queue_is_bounded() -> None:
    pool = passwords(password_threads=1, password_queue=1)
    found = await asyncio.gather(*(pool.hash(secrets.token_urlsafe()) for _ in range(5)), return_exceptions=True)
    assert sum(isinstance(each, str) for each in found) == 2
    assert sum(isinstance(each, Unavailable) for each in found) == 3
    assert await pool.hash(secrets.token_urlsafe())
