"""Key files of one system: what identity signs access tokens with, and what links in mails are made with."""

import base64
import secrets
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from deploy.init.private_file import write_private, write_private_json


def ensure_signing_key(folder: Path) -> None:
    """Make an Ed25519 key `<kid>.pem` in `folder` unless there is one."""
    if any(folder.glob("*.pem")):
        return
    key = Ed25519PrivateKey.generate()
    pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    write_private(folder / f"{secrets.token_hex(4)}.pem", pem)


def ensure_link_keys(path: Path) -> None:
    """Make `{"current": kid, "keys": {kid: base64url}}` unless it is there."""
    if path.exists():
        return
    kid = secrets.token_hex(4)
    key = base64.urlsafe_b64encode(secrets.token_bytes(32)).decode().rstrip("=")
    write_private_json(path, {"current": kid, "keys": {kid: key}})
