"""Checking a password of an account that may be guessed at: blocked while it must wait, and every wrong one counted."""

from dataclasses import dataclass

from chassis.web import Call
from services.identity.domain.account import Account
from services.identity.domain.attempts import Attempts, CountFailure, check_blocked
from services.identity.domain.log_in import WrongCredentials, may_log_in
from services.identity.tools import tools_of


@dataclass(frozen=True, slots=True, repr=False)
class Proven:
    """A right password: whose, the hash it was checked against, and where failures on that address are counted."""

    account: Account
    checked_hash: str
    attempts_id: str


def attempts_of(call: Call, address_key: str) -> str:
    """Where failures on an address (in its comparison form) are counted."""
    return tools_of(call.runtime).hashes.of("log-in", address_key)


async def prove_password(call: Call, account: Account | None, address_key: str, password: str) -> Proven:
    """Check it, as slowly for nobody's. Raises LoginBlocked, Unavailable, or WrongCredentials once it is counted."""
    attempts_id = attempts_of(call, address_key)
    check_blocked(await call.runtime.store.get(Attempts, attempts_id), call.runtime.clock())
    kept = account.password_hash if account is not None and may_log_in(account) else None
    matches = await tools_of(call.runtime).passwords.matches(password, kept)
    if not matches or account is None or kept is None:
        await call.execute(CountFailure(attempts_id, account.id if account else None), keep_answer=False)
        raise WrongCredentials
    return Proven(account, kept, attempts_id)
