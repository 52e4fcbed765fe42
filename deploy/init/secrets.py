"""The secrets of a system in containers: drawn once, each service's in a folder of its own.

A file is named as the setting it holds (chassis.settings, SECRETS_DIR). The folders are volumes: a service is given
its own and sees nobody else's; link keys are known to identity and notify only.
"""

import base64
import secrets
from pathlib import Path

from contracts.topics import SERVICES
from deploy.init.captcha import random_captcha_answer
from deploy.init.keys import ensure_link_keys, ensure_signing_key
from deploy.init.private_file import write_private

GATEWAY, STORE = "gateway", "mongo"
FOLDERS = (*SERVICES, GATEWAY, STORE)

ROOT_PASSWORD, KEY_FILE = "root_password", "keyfile"
"""The store's: of the user `root`, and what the members of its replica set know each other by."""

DEMO_SEED, CAPTCHA = "demo_seed", "captcha_answer"
"""Of a local system only: what passwords of demo accounts follow from, and the answer to every captcha."""

KEY_FILE_BYTES = 756
"""As MongoDB's documentation makes one; the limit is 1,024 characters of base64."""


def make_secrets(folder: Path, store: str, *, local: bool) -> None:
    """Draw what is missing below `folder`; `store` is the `host:port` that the addresses of databases name.

    Only with `local` there is a fixed captcha answer and a seed for demo accounts.
    """
    idempotency = _drawn(folder / "identity" / "idempotency_secret", secrets.token_urlsafe(32))
    for service in (*SERVICES, GATEWAY):
        _drawn(folder / service / "idempotency_secret", idempotency)
    for service in SERVICES:
        password = _drawn(folder / STORE / "users" / service, secrets.token_urlsafe(32))
        _drawn(folder / service / "mongo_uri", store_uri(service, password, store, database=service))
    ensure_signing_key(folder / "identity" / "signing")
    ensure_link_keys(folder / "identity" / "links.json")
    _drawn(folder / "notify" / "links.json", (folder / "identity" / "links.json").read_text())
    _drawn(folder / "identity" / "refresh_key", secrets.token_urlsafe(32))
    _drawn(folder / GATEWAY / "cookie_keys", secrets.token_urlsafe(32))
    _drawn(folder / STORE / ROOT_PASSWORD, secrets.token_urlsafe(32))
    _drawn(folder / STORE / KEY_FILE, base64.b64encode(secrets.token_bytes(KEY_FILE_BYTES)).decode())
    if local:
        _drawn(folder / "identity" / CAPTCHA, random_captcha_answer())
        _drawn(folder / "identity" / DEMO_SEED, secrets.token_urlsafe(32))


def store_uri(user: str, password: str, store: str, database: str) -> str:
    """The address of one member of the store for one user, who is known to `database`.

    Direct: there is one member, and its name in the network is what counts, not what it calls itself.
    """
    options = f"directConnection=true&authSource={database}&authMechanism=SCRAM-SHA-256"
    return f"mongodb://{user}:{password}@{store}/?{options}"


def _drawn(path: Path, otherwise: str) -> str:
    """Return what the file holds; write `otherwise` when there is none."""
    if not path.exists():
        write_private(path, otherwise.encode())
    return path.read_text()
