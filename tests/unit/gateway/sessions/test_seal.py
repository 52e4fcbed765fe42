"""What a browser keeps for us it can neither read nor change."""

import secrets

from services.gateway.sessions.seal import Seal

OLD, NEW = secrets.token_urlsafe(32), secrets.token_urlsafe(32)
TEXT = "who and until when"


def test_what_was_sealed_is_opened_again_and_tells_nothing() -> None:
    sealed = Seal((OLD,)).close(TEXT)
    assert Seal((OLD,)).open(sealed) == TEXT
    assert TEXT not in sealed
    assert sealed != Seal((OLD,)).close(TEXT)


def test_a_changed_or_foreign_seal_opens_nothing() -> None:
    sealed = Seal((OLD,)).close(TEXT)
    other = "A" if sealed[30] != "A" else "B"
    assert Seal((OLD,)).open(sealed[:30] + other + sealed[31:]) is None
    assert Seal((NEW,)).open(sealed) is None
    assert Seal((OLD,)).open("") is None
    assert Seal((OLD,)).open("é") is None


def test_secrets_are_rotated_without_logging_anybody_out() -> None:
    sealed = Seal((OLD,)).close(TEXT)
    both = Seal((NEW, OLD))
    assert both.open(sealed) == TEXT
    assert Seal((NEW,)).open(both.close(TEXT)) == TEXT
