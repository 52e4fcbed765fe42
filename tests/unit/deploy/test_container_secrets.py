"""Secrets of a system in containers: drawn once, apart for each service, and usable as settings."""

import json
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from contracts.topics import SERVICES
from deploy.compose.accounts import demo_password
from deploy.init.secrets import CAPTCHA, DEMO_SEED, FOLDERS, make_secrets
from deploy.local.secrets_file import SIGNS

STORE = "mongo:27017"


def contents(folder: Path) -> dict[str, str]:
    return {str(path.relative_to(folder)): path.read_text() for path in folder.rglob("*") if path.is_file()}


def test_a_second_start_changes_nothing(tmp_path: Path) -> None:
    make_secrets(tmp_path, STORE, local=True)
    first = contents(tmp_path)
    make_secrets(tmp_path, STORE, local=True)
    assert contents(tmp_path) == first
    assert {Path(name).parts[0] for name in first} == set(FOLDERS)


def test_two_systems_share_no_secret(tmp_path: Path) -> None:
    for name in ("one", "other"):
        make_secrets(tmp_path / name, STORE, local=True)
    one, other = contents(tmp_path / "one"), contents(tmp_path / "other")
    assert not set(one.values()) & set(other.values())


def test_all_files_are_private(tmp_path: Path) -> None:
    make_secrets(tmp_path, STORE, local=True)
    assert {path.stat().st_mode & 0o777 for path in tmp_path.rglob("*") if path.is_file()} == {0o600}


@pytest.mark.parametrize("service", SERVICES)
def test_a_service_knows_its_own_user_of_its_own_database_only(tmp_path: Path, service: str) -> None:
    make_secrets(tmp_path, STORE, local=True)
    address = urlsplit((tmp_path / service / "mongo_uri").read_text())
    assert (address.username, address.hostname, address.port) == (service, "mongo", 27017)
    assert parse_qs(address.query)["authSource"] == [service]
    own = contents(tmp_path / service).values()
    others = {(tmp_path / "mongo" / "users" / other).read_text() for other in SERVICES if other != service}
    assert not [text for text in own for password in others if password in text]


def test_only_identity_and_notify_know_link_keys_and_only_identity_signs(tmp_path: Path) -> None:
    make_secrets(tmp_path, STORE, local=True)
    links = sorted(path.relative_to(tmp_path).parts[0] for path in tmp_path.rglob("links.json"))
    assert links == ["identity", "notify"]
    assert json.loads((tmp_path / "identity" / "links.json").read_text()) == json.loads(
        (tmp_path / "notify" / "links.json").read_text()
    )
    assert [path.relative_to(tmp_path).parts[0] for path in tmp_path.rglob("*.pem")] == ["identity"]


def test_outside_a_local_system_there_is_no_known_captcha_and_no_demo_account(tmp_path: Path) -> None:
    make_secrets(tmp_path, STORE, local=False)
    assert not [path for path in tmp_path.rglob("*") if path.name in (CAPTCHA, DEMO_SEED)]


def test_demo_passwords_differ_by_address_and_by_system_and_fit_the_rule() -> None:
    drawn = {demo_password(seed, email) for seed in ("one", "other") for email in ("a@b.example", "c@d.example")}
    assert len(drawn) == 4
    for password in drawn:
        assert all(any(sign in signs for sign in password) for signs in SIGNS)
