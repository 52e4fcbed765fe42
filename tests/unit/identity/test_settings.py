import base64
import json
import secrets
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from chassis.settings import Environment
from services.identity.settings import IdentitySettings


@pytest.fixture
def good(tmp_path: Path) -> dict[str, Any]:
    (tmp_path / "key.pem").write_text("")
    links = tmp_path / "links.json"
    links.write_text(json.dumps({"current": "a", "keys": {"a": base64.urlsafe_b64encode(bytes(32)).decode()}}))
    return {
        "environment": Environment.PRODUCTION,
        "signing_keys_dir": tmp_path,
        "link_keys_file": links,
        "refresh_key": secrets.token_urlsafe(32),
    }


def refusal(settings: dict[str, Any]) -> str:
    with pytest.raises(ValidationError) as refused:
        IdentitySettings(**settings)
    return "; ".join(f"{error['loc'][0]}: {error['msg']}" for error in refused.value.errors())


def test_good_settings_start(good: dict[str, Any]) -> None:
    assert IdentitySettings(**good).renewal_limit == 5
    assert IdentitySettings(**good, rate_limit_factor=100).renewal_limit == 500


def test_a_fixed_captcha_answer_is_for_local_use_only(good: dict[str, Any]) -> None:
    answer = secrets.token_hex(4)
    said = refusal({**good, "captcha_answer": answer})
    assert "captcha_answer: " in said
    assert "ENVIRONMENT=local only" in said
    assert answer not in said
    assert IdentitySettings(**{**good, "environment": Environment.LOCAL, "captcha_answer": answer}).captcha_answer


def test_production_is_what_nobody_says(good: dict[str, Any]) -> None:
    del good["environment"]
    assert "ENVIRONMENT=local only" in refusal({**good, "captcha_answer": secrets.token_hex(4)})
    assert IdentitySettings(**{**good, "captcha_answer": ""}).captcha_answer is None


def test_a_captcha_answer_can_be_spoken(good: dict[str, Any]) -> None:
    assert "letters A to Z" in refusal({**good, "environment": Environment.LOCAL, "captcha_answer": "a-é"})


def test_a_short_secret_is_refused(good: dict[str, Any]) -> None:
    assert "32 characters" in refusal({**good, "refresh_key": secrets.token_hex(4)})


def test_missing_keys_are_said(good: dict[str, Any], tmp_path: Path) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    assert "without a key" in refusal({**good, "signing_keys_dir": empty})
    assert "cannot be read" in refusal({**good, "link_keys_file": empty / "missing"})
    (empty / "links").write_text("{}")
    assert "a link key file holds" in refusal({**good, "link_keys_file": empty / "links"})
    assert "required" in refusal({"environment": Environment.LOCAL})
