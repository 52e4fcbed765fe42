"""Hashing passwords: argon2id in a bounded pool of threads, the same cost for accounts there are and there are not."""

import secrets

from argon2 import PasswordHasher, Type
from argon2.exceptions import InvalidHashError, VerificationError

from services.identity.domain.passwords import normal_password
from services.identity.pool import Pool
from services.identity.settings import IdentitySettings


class Passwords:
    """At most `password_threads` hashes are computed at once and `password_queue` wait; beyond that: Unavailable."""

    def __init__(self, settings: IdentitySettings) -> None:
        self._hasher = PasswordHasher(
            time_cost=settings.argon2_time_cost,
            memory_cost=settings.argon2_memory_kib,
            parallelism=settings.argon2_parallelism,
            type=Type.ID,
        )
        self._nobodys = self._hasher.hash(secrets.token_urlsafe(16))
        self._pool = Pool("argon2", settings.password_threads, settings.password_queue)

    async def hash(self, password: str) -> str:
        """The hash to keep of a (good) password. Raises Unavailable when too many wait."""
        return await self._pool.run(lambda: self._hasher.hash(normal_password(password)))

    async def matches(self, password: str, kept: str | None) -> bool:
        """Whether it is the password of this hash; without a hash it takes as long and is False. Raises Unavailable."""
        found = await self._pool.run(lambda: self._verify(kept or self._nobodys, normal_password(password)))
        return found and bool(kept)

    def outdated(self, kept: str) -> bool:
        """Whether a hash was made with other parameters than are wanted now."""
        return self._hasher.check_needs_rehash(kept)

    def _verify(self, kept: str, password: str) -> bool:
        try:
            return self._hasher.verify(kept, password)
        except (VerificationError, InvalidHashError):
            return False
