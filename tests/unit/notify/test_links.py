"""Links are made when a mail is rendered, by keys that identity shares."""

import json
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from contracts.link_keys import LinkKeys
from contracts.links import LinkClaims, LinkPurpose, parse_token, verify_token
from services.notify.mailer.links import Links, UnknownLinkKey
from tests.unit.notify.guide import DUE
from tests.unit.notify.rendering import key_file


def token_of(url: str) -> str:
    return parse_qs(urlsplit(url).query)["token"][0]


def make(links: Links, kid: str = "k1", purpose: LinkPurpose = LinkPurpose.CONFIRM) -> str:
    return links.with_token(kid, LinkClaims(purpose, "link-1", "elodie", DUE))


@pytest.mark.parametrize("public_url", ["https://traces.example", "https://traces.example/"])
def test_the_link_leads_to_the_page_that_chooses_the_password(tmp_path: Path, public_url: str) -> None:
    assert make(Links(public_url, key_file(tmp_path))).startswith("https://traces.example/confirm?token=k1.link-1.")


def test_the_link_of_a_reset_leads_to_the_page_for_it_and_is_good_for_nothing_else(tmp_path: Path) -> None:
    file = key_file(tmp_path)
    url = make(Links("https://traces.example", file), purpose=LinkPurpose.RESET)
    assert url.startswith("https://traces.example/reset?token=k1.link-1.")
    parsed = parse_token(token_of(url))
    assert parsed is not None
    keys = LinkKeys.parse(file.read_text()).keys
    assert verify_token(keys, parsed, LinkClaims(LinkPurpose.RESET, "link-1", "elodie", DUE))
    assert not verify_token(keys, parsed, LinkClaims(LinkPurpose.CONFIRM, "link-1", "elodie", DUE))


def test_identity_will_accept_the_token(tmp_path: Path) -> None:
    file = key_file(tmp_path)
    parsed = parse_token(token_of(make(Links("https://traces.example", file))))
    assert parsed is not None
    keys = LinkKeys.parse(file.read_text()).keys
    assert verify_token(keys, parsed, LinkClaims(LinkPurpose.CONFIRM, "link-1", "elodie", DUE))
    assert not verify_token(keys, parsed, LinkClaims(LinkPurpose.RESET, "link-1", "elodie", DUE))


def test_a_new_key_is_found_when_it_is_needed(tmp_path: Path) -> None:
    file = key_file(tmp_path, "old")
    links = Links("https://traces.example", file)
    old = json.loads(file.read_text())["keys"]
    new = json.loads(key_file(tmp_path, "new").read_text())["keys"]
    file.write_text(json.dumps({"current": "new", "keys": {**old, **new}}))
    assert token_of(make(links, "new")).startswith("new.")


def test_a_key_that_is_not_there_is_said_to_be_missing(tmp_path: Path) -> None:
    with pytest.raises(UnknownLinkKey):
        make(Links("https://traces.example", key_file(tmp_path)), "other")
