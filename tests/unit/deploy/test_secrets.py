"""Secrets of a stack: random, private, kept with its data."""

import json
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key

from deploy.init.keys import ensure_link_keys, ensure_signing_key
from deploy.local.secrets_file import SIGNS, load_secrets, random_password


def mode(path: Path) -> int:
    return path.stat().st_mode & 0o777


def test_secrets_are_drawn_once_and_private(tmp_path: Path) -> None:
    path = tmp_path / "secrets.json"
    first = load_secrets(path)
    assert load_secrets(path) == first
    assert load_secrets(tmp_path / "other.json")["captcha_answer"] != first["captcha_answer"]
    assert mode(path) == 0o600


def test_secrets_that_newer_code_needs_are_drawn_beside_the_kept_ones(tmp_path: Path) -> None:
    path = tmp_path / "secrets.json"
    older = {name: value for name, value in load_secrets(path).items() if name != "cookie_keys"}
    path.write_text(json.dumps(older))
    completed = load_secrets(path)
    assert {**completed, "cookie_keys": ""} == {**older, "cookie_keys": ""}
    assert len(completed["cookie_keys"]) >= 32
    assert load_secrets(path) == completed
    assert mode(path) == 0o600


def test_one_signing_key_is_made(tmp_path: Path) -> None:
    ensure_signing_key(tmp_path / "signing")
    ensure_signing_key(tmp_path / "signing")
    (pem,) = (tmp_path / "signing").glob("*.pem")
    assert isinstance(load_pem_private_key(pem.read_bytes(), password=None), Ed25519PrivateKey)
    assert mode(pem) == 0o600


def test_link_keys_name_the_current_one(tmp_path: Path) -> None:
    path = tmp_path / "links.json"
    ensure_link_keys(path)
    keys = json.loads(path.read_text())
    assert len(keys["keys"][keys["current"]]) == 43
    assert mode(path) == 0o600


def test_passwords_have_every_class_of_signs_and_differ() -> None:
    drawn = {random_password() for _ in range(20)}
    assert len(drawn) == 20
    for password in drawn:
        assert all(any(sign in signs for sign in password) for signs in SIGNS)
