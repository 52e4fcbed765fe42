"""The privacy statement says what identity does, and promises nothing that it cannot do."""

from datetime import timedelta

from services.identity import api
from services.identity.api.me import Preferences
from services.identity.domain.link import LINK_LIFE
from services.identity.domain.session import SESSION_LIFE
from tests.support.source import PROJECT

STATEMENT = (PROJECT / "services" / "gateway" / "pages" / "templates" / "content" / "privacy.html").read_text(
    encoding="utf-8"
)


def test_an_erasure_is_promised_only_where_there_is_one() -> None:
    routes = [route for router in api.routers for route in router.routes]
    erasable = any(route.path == "/api/v1/me" and "DELETE" in route.methods for route in routes)  # type: ignore[attr-defined]
    assert ("nobody can delete an account yet" in STATEMENT) is not erasable


def test_what_can_be_corrected_can_be_corrected() -> None:
    assert Preferences.model_fields.keys() - {"notifications"} == {"first_name", "last_name", "language", "timezone"}
    assert "correct your names, your language and your time zone" in STATEMENT


def test_lives_are_as_long_as_it_says() -> None:
    assert timedelta(minutes=90) == LINK_LIFE
    assert timedelta(days=7) == SESSION_LIFE
    assert "a mail is good for 90 minutes, a log-in for seven days at most" in STATEMENT
