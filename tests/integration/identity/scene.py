"""The things that the table of refusals names in braces, made when they are asked for."""

import re
import secrets
from typing import Any

from services.identity.domain.captcha import CAPTCHA_LIFE
from services.identity.domain.link import LINK_LIFE
from services.identity.domain.session import REFRESH_LIFE
from tests.integration.identity.refusals import ANNA, FORGER, LEFT, NOBODY
from tests.integration.identity.world import World, fresh_key, good_password, some_address

NEEDS_PEOPLE = re.compile(r"anna|bruno|refresh|/me/")
NAME = re.compile(r"\{([^{}]+)\}")


class Scene:
    """Anna and Bruno log in when they are needed; links, captchas and tokens of every kind are drawn likewise."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.anna, self.password = some_address(), ""
        self.tokens: dict[str, dict[str, str]] = {}
        self.accounts: dict[str, str] = {}

    async def people(self) -> None:
        """Two people log in, once."""
        if self.password:
            return
        self.password = await self.world.activate(self.anna)
        bruno = some_address()
        passwords = {"anna": (self.anna, self.password), "bruno": (bruno, await self.world.activate(bruno))}
        for name, (email, password) in passwords.items():
            self.tokens[name] = (await self.world.log_in(email, password)).json()
            self.accounts[name] = (await self.world.get("/me", self.tokens[name]["access_token"])).json()["account_id"]

    async def token(self, who: str) -> str:
        """The access token that `who` shows; none for nobody."""
        if who == NOBODY:
            return ""
        await self.people()
        match who:
            case "anna":
                return self.tokens["anna"]["access_token"]
            case "anna, logged out":
                tokens = (await self.world.log_in(self.anna, self.password)).json()
                await self._log_out(tokens)
                return str(tokens["access_token"])
            case "somebody with a made-up token":
                head, claims, _ = self.tokens["anna"]["access_token"].split(".")
                return f"{head}.{claims}.{secrets.token_urlsafe(64)}"
        raise AssertionError(f"{who} is not one of {[NOBODY, ANNA, LEFT, FORGER]}")

    async def filled(self, value: Any) -> Any:
        """The value with everything named in it; `<<` puts the members of a thing among the others."""
        if isinstance(value, str):
            whole = NAME.fullmatch(value)
            if whole:
                return await self.thing(whole[1])
            for name in NAME.findall(value):
                value = value.replace(f"{{{name}}}", await self.thing(name))
            return value
        if isinstance(value, dict):
            given = {name: await self.filled(each) for name, each in value.items()}
            return {**given.pop("<<", {}), **given}
        return value

    async def thing(self, name: str) -> Any:
        """What a name stands for."""
        if NEEDS_PEOPLE.search(name):
            await self.people()
        kind, _, rest = name.rpartition(" ")
        of, _, person = name.partition(" of ")
        match name:
            case "good password":
                return good_password()
            case "form":
                return await self.world.form(some_address())
            case "used key":
                key = fresh_key()
                await self.world.post("/accounts", await self.world.form(some_address()), key=key)
                return key
            case "no json":
                return b"{"
            case "password of anna, after five wrong ones":
                await self._guess(self.anna)
                return self.password
        if "captcha" in name:
            return await self.captcha(name)
        if name.startswith("log-in"):
            return await self.log_in(name)
        if name.startswith("proof for "):
            return await self.proof(name.removeprefix("proof for "))
        if person in self.accounts:
            return self.accounts[person] if of == "account" else self.tokens[person]["refresh_token"].split(".")[0]
        assert rest == "token", f"nobody knows what {{{name}}} is"
        return await (self.refresh_token(kind) if kind.endswith("refresh") else self.link_token(kind))

    async def captcha(self, name: str) -> Any:
        """A captcha that is not good; its id where that is asked for."""
        captcha = await self.world.captcha()
        if "used" in name:
            await self.world.post("/accounts", {**await self.world.form(some_address()), "captcha": captcha})
        if "old" in name:
            self.world.clock.ahead = CAPTCHA_LIFE
        if name == "no captcha":
            captcha["id"] = "unknown"
        if "wrongly" in name:
            captcha["answer"] = secrets.token_hex(8)
        return captcha["id"] if name.startswith("id of") else captcha

    async def log_in(self, name: str) -> dict[str, str]:
        """Credentials that do not let in."""
        email, password = some_address(), good_password()
        if "unconfirmed" in name:
            await self.world.sign_up(email)
        elif "nobody" not in name:
            right = await self.world.activate(email)
            password = right if "locked" in name else password
        if "locked" in name:
            await self._guess(email)
        return {"email": email, "password": password}

    async def proof(self, path: str) -> dict[str, str]:
        """Everything that a route wants beside a new password."""
        if path == "/me/password":
            return {"current_password": self.password}
        return {"token": await self.link_token("reset" if "reset" in path else "confirmation")}

    async def link_token(self, kind: str) -> str:
        """The token of a link of this kind; without an adjective it is good."""
        *adjective, purpose = kind.split()
        email = some_address()
        if purpose == "reset":
            await self.world.activate(email)
            token = await self._ask("/password-resets", email)
        else:
            token = await self.world.sign_up(email)
        kid, link_id, signature = token.split(".")
        match adjective:
            case ["forged"]:
                return f"{kid}.{link_id}.{secrets.token_urlsafe(32)}"
            case ["foreign"]:
                return f"other.{link_id}.{signature}"
            case ["older"]:
                await self._ask("/password-resets" if purpose == "reset" else "/accounts/confirmations/renewals", email)
            case ["used"]:
                path = "/password-resets/confirmations" if purpose == "reset" else "/accounts/confirmations"
                used = await self.world.post(path, {"token": token, "password": good_password()})
                assert used.status_code == 204
            case ["expired"]:
                self.world.clock.ahead = LINK_LIFE
        return token

    async def refresh_token(self, kind: str) -> str:
        """A refresh token that is not good."""
        tokens: dict[str, str] = (await self.world.log_in(self.anna, self.password)).json()
        token = tokens["refresh_token"]
        match kind.removesuffix(" refresh"):
            case "forged":
                return token.rpartition(".")[0] + "." + secrets.token_urlsafe(32)
            case "ended":
                await self._log_out(tokens)
            case "old":
                self.world.clock.ahead = REFRESH_LIFE
            case "copied":
                newer = token
                for _ in range(2):
                    answer = await self.world.post("/sessions/refreshes", {"refresh_token": newer})
                    newer = answer.json()["refresh_token"]
        return token

    async def _ask(self, path: str, email: str) -> str:
        assert (await self.world.post(path, {"email": email})).status_code == 202
        return await self.world.mailed_token()

    async def _guess(self, email: str) -> None:
        for _ in range(5):
            assert (await self.world.log_in(email, good_password())).status_code == 401

    async def _log_out(self, tokens: dict[str, str]) -> None:
        headers = {"Authorization": f"Bearer {tokens['access_token']}"}
        await self.world.client.delete("/api/v1/sessions/current", headers=headers)
