import base64
import json
import secrets

import pytest

from contracts.link_keys import LinkKeys


def written(current: str, **keys: bytes) -> str:
    encoded = {kid: base64.urlsafe_b64encode(key).decode().rstrip("=") for kid, key in keys.items()}
    return json.dumps({"current": current, "keys": encoded})


def test_keys_are_read_with_the_current_one() -> None:
    old, new = secrets.token_bytes(32), secrets.token_bytes(33)
    keys = LinkKeys.parse(written("new", old=old, new=new))
    assert keys.current == "new"
    assert keys.keys == {"old": old, "new": new}


def test_keys_do_not_show() -> None:
    key = secrets.token_bytes(32)
    assert repr(key) not in repr(LinkKeys.parse(written("a", a=key)))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{}",
        '{"current": "a", "keys": []}',
        '{"current": "a", "keys": {"a": 1}}',
        '{"current": "a", "keys": {"a": "x"}}',
    ],
)
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="a link key file holds"):
        LinkKeys.parse(text)


def test_the_current_key_is_there_and_keys_are_long() -> None:
    with pytest.raises(ValueError, match="does not hold"):
        LinkKeys.parse(written("b", a=secrets.token_bytes(32)))
    with pytest.raises(ValueError, match="bytes or more"):
        LinkKeys.parse(written("a", a=secrets.token_bytes(31)))
