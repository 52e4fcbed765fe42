"""What identity's routes work with beside the store: keys, hashes, captchas. Prepared once, before it is ready."""

import asyncio
from dataclasses import dataclass
from pathlib import Path

from chassis.auth import TokenVerifier
from chassis.runtime import Runtime
from contracts.link_keys import LinkKeys
from services.identity.access_tokens import AccessTokens
from services.identity.captchas import Captchas
from services.identity.data import read_all
from services.identity.passwords import Passwords
from services.identity.refresh_tokens import RefreshTokens
from services.identity.settings import IdentitySettings
from services.identity.subkeys import AddressHashes, subkey
from services.identity.watched import Watched, appearance

_KEY = "identity"


@dataclass(frozen=True, slots=True, repr=False)
class Tools:
    """One of each."""

    settings: IdentitySettings
    links: Watched[LinkKeys]
    access: AccessTokens
    refresh: RefreshTokens
    passwords: Passwords
    captchas: Captchas
    hashes: AddressHashes


async def prepare(runtime: Runtime) -> None:
    """Read reference data and key files, and derive keys.

    Identity checks access tokens by its own keys, without asking anybody.
    """
    settings: IdentitySettings = runtime.settings
    secret = settings.refresh_key.get_secret_value()
    fixed = settings.captcha_answer.get_secret_value() if settings.captcha_answer else None
    await asyncio.to_thread(read_all)
    access = await asyncio.to_thread(AccessTokens, settings.signing_keys_dir, settings.token_issuer)
    runtime.state[_KEY] = Tools(
        settings=settings,
        links=await asyncio.to_thread(_link_keys, settings.link_keys_file),
        access=access,
        refresh=RefreshTokens(subkey(secret, "refresh-tokens")),
        passwords=Passwords(settings),
        captchas=await asyncio.to_thread(Captchas, subkey(secret, "captchas"), fixed),
        hashes=AddressHashes(subkey(secret, "addresses")),
    )
    runtime.verifier = TokenVerifier(access, settings.token_issuer)


def _link_keys(file: Path) -> Watched[LinkKeys]:
    """Keys that are retired stay in the file for 90 minutes: so long their links live (docs/operators.md)."""
    return Watched("link-keys", lambda: appearance([file]), lambda: LinkKeys.parse(file.read_text(encoding="utf-8")))


def tools_of(runtime: Runtime) -> Tools:
    """What `prepare` made."""
    tools: Tools = runtime.state[_KEY]
    return tools
