"""Identity in this process, on the real store: its routes, its clock, and what it wrote."""

import base64
import json
import secrets
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from chassis.clock import utc_now
from chassis.ids import new_id
from chassis.runtime import Runtime
from contracts.envelope import parse_time
from contracts.links import LinkClaims, LinkPurpose, make_token
from deploy.init.captcha import random_captcha_answer
from services.identity.tools import tools_of

API = "/api/v1"


class Clock:
    """The real time, moved forward as far as a test wants."""

    def __init__(self) -> None:
        self.ahead = timedelta(0)
        self.frozen: datetime | None = None

    def __call__(self) -> datetime:
        return (self.frozen or utc_now()) + self.ahead


def key_files(folder: Path) -> dict[str, str]:
    """Settings of identity that name files and secrets, drawn for one test."""
    signing = folder / "signing"
    signing.mkdir()
    signing_key(signing, secrets.token_hex(4))
    kid, links = secrets.token_hex(4), folder / "links.json"
    links.write_text(json.dumps({"current": kid, "keys": {kid: base64.urlsafe_b64encode(bytes(32)).decode()}}))
    return {
        "signing_keys_dir": str(signing),
        "link_keys_file": str(links),
        "refresh_key": secrets.token_urlsafe(32),
        "idempotency_secret": secrets.token_urlsafe(32),
        "captcha_answer": random_captcha_answer(),
    }


def signing_key(folder: Path, kid: str) -> None:
    """Another key to sign access tokens with."""
    pem = Ed25519PrivateKey.generate().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    (folder / f"{kid}.pem").write_bytes(pem)


def good_password() -> str:
    """A random one that keeps rule A9."""
    return f"aA1!{secrets.token_urlsafe(12)}"


def some_address() -> str:
    """A random one of no institution."""
    return f"Anna.{secrets.token_hex(4)}@Importer.example"


@dataclass
class World:
    """One identity service and how to talk to it."""

    runtime: Runtime
    client: httpx.AsyncClient
    clock: Clock
    captcha_answer: str
    secrets_seen: list[str] = field(default_factory=list)

    async def post(self, path: str, body: Any = None, *, token: str = "", key: str = "") -> httpx.Response:
        """POST with an access token and an idempotency key, if given."""
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        if key:
            headers["Idempotency-Key"] = key
        return await self.client.post(API + path, json=body, headers=headers)

    async def put_password(self, token: str, current: str, password: str) -> httpx.Response:
        """PUT /me/password."""
        body = {"current_password": current, "password": password}
        return await self.client.put(f"{API}/me/password", json=body, headers={"Authorization": f"Bearer {token}"})

    async def get(self, path: str, token: str = "") -> httpx.Response:
        """GET with an access token, if given."""
        return await self.client.get(API + path, headers={"Authorization": f"Bearer {token}"} if token else {})

    async def captcha(self) -> dict[str, str]:
        """A fresh captcha, answered."""
        made = (await self.post("/captchas")).json()
        return {"id": made["id"], "answer": self.captcha_answer}

    async def form(self, email: str, **fields: Any) -> dict[str, Any]:
        """The sign-up form for this address."""
        whole = {
            "first_name": "Anna",
            "last_name": "Müller",
            "email": email,
            "email_confirmation": email,
            "language": "de",
            "captcha": await self.captcha(),
            "privacy_accepted": True,
        }
        return {**whole, **fields}

    async def sign_up(self, email: str) -> str:
        """Sign up; the token that notify would mail."""
        answer = await self.post("/accounts", await self.form(email))
        assert answer.status_code == 202, answer.text
        return await self.mailed_token()

    async def activate(self, email: str) -> str:
        """Sign up and confirm; the password."""
        password = good_password()
        answer = await self.post("/accounts/confirmations", {"token": await self.sign_up(email), "password": password})
        assert answer.status_code == 204, answer.text
        self.secrets_seen.append(password)
        return password

    async def log_in(self, email: str, password: str) -> httpx.Response:
        """POST /sessions."""
        answer = await self.post("/sessions", {"email": email, "password": password})
        if answer.status_code == 201:
            self.secrets_seen += [answer.json()["access_token"], answer.json()["refresh_token"]]
        return answer

    async def logged_in(self) -> tuple[str, dict[str, Any]]:
        """Somebody new who has logged in: address and tokens."""
        email = some_address()
        answer = await self.log_in(email, await self.activate(email))
        assert answer.status_code == 201, answer.text
        tokens: dict[str, Any] = answer.json()
        return email, tokens

    async def rows(self) -> list[dict[str, Any]]:
        """Everything in the outbox, as it was written."""
        entries = [entry async for entry in self.runtime.store["outbox"].find({})]
        return [row for entry in sorted(entries, key=lambda entry: str(entry["_id"])) for row in entry["rows"]]

    async def types(self) -> list[str]:
        """Names of the events, in order."""
        return [row["type"].split(".")[-2] for row in await self.rows()]

    async def mailed_token(self) -> str:
        """The token of the newest link event, computed as notify does."""
        row = [row for row in await self.rows() if "link" in row["data"]][-1]
        data, link, keys = row["data"], row["data"]["link"], tools_of(self.runtime).links.value.keys
        purpose = LinkPurpose.RESET if ".PasswordResetRequested." in row["type"] else LinkPurpose.CONFIRM
        claims = LinkClaims(purpose, link["link_id"], data["account_id"], parse_time(link["expires_at"]))
        token = make_token(keys, link["kid"], claims)
        self.secrets_seen.append(token)
        return token

    async def everything_stored(self) -> str:
        """All documents of the database, as text."""
        names = await self.runtime.store.database.list_collection_names()
        return "\n".join([str(document) for name in names async for document in self.runtime.store[name].find({})])


def fresh_key() -> str:
    """An idempotency key."""
    return new_id()
