from typing import Any
from zoneinfo import ZoneInfo

import pytest

from chassis.errors import NotFound, StaleVersion
from chassis.testing import given
from contracts.events.identity import AccountStatus, NotificationKind, PreferencesChanged
from services.identity.data import timezones
from services.identity.domain.languages import LANGUAGES
from services.identity.domain.preferences import (
    ChangePreferences,
    PreferencesRefused,
    change_preferences,
    check_preferences,
)
from tests.unit.identity.people import account


def command(**fields: Any) -> ChangePreferences:
    nothing = dict.fromkeys(("first_name", "last_name", "language", "timezone", "muted", "version"))
    return ChangePreferences(account_id="elodie", **{**nothing, **fields})


@pytest.mark.rule("A7", "F5")
def test_what_is_given_changes_and_the_rest_stays() -> None:
    done = given(account()).when(change_preferences, command(timezone="Europe/Paris"))
    done.then(PreferencesChanged, timezone="Europe/Paris", language="fr", first_name="Élodie")
    (event,) = done.events
    assert isinstance(event, PreferencesChanged)
    assert event.account == done.state.public()


def test_names_are_kept_in_normal_form() -> None:
    done = given(account()).when(change_preferences, command(first_name=" E\u0301lo "))
    done.then(PreferencesChanged, first_name="Élo")


def test_nobody_is_told_when_nothing_changes() -> None:
    done = given(account()).when(change_preferences, command(language="fr"))
    assert done.then().state == account()


@pytest.mark.rule("F10")
def test_a_newer_change_is_not_overwritten() -> None:
    newer = account(sequence=6, preferred=4)
    given(newer).when(change_preferences, command(language="nl", version=3)).raises(StaleVersion)
    given(newer).when(change_preferences, command(language="nl", version=6)).raises(StaleVersion)
    given(newer).when(change_preferences, command(language="nl", version=4)).then(PreferencesChanged, preferred=7)
    given(newer).when(change_preferences, command(language="fr", version=4)).then(preferred=4)


def test_nobody_and_erased_people_have_no_preferences() -> None:
    given().when(change_preferences, command()).raises(NotFound)
    given(account(AccountStatus.ERASED)).when(change_preferences, command()).raises(NotFound)


@pytest.mark.parametrize(
    ("fields", "pointer", "code"),
    [
        ({"timezone": "Mars/Olympus"}, "/timezone", "timezone-unknown"),
        ({"timezone": "../../etc/passwd"}, "/timezone", "timezone-unknown"),
        ({"language": "xx"}, "/language", "language-unknown"),
        ({"first_name": "1"}, "/first_name", "name-characters"),
        ({"last_name": ""}, "/last_name", "name-missing"),
    ],
)
def test_each_rule_names_its_field(fields: dict[str, Any], pointer: str, code: str) -> None:
    with pytest.raises(PreferencesRefused) as refused:
        check_preferences(command(**fields), timezones())
    assert [(error.pointer, error.code) for error in refused.value.errors] == [(pointer, code)]


@pytest.mark.rule("A13", "F5")
@pytest.mark.parametrize("kind", NotificationKind)
def test_only_information_can_be_muted(kind: NotificationKind) -> None:
    wanted = command(muted=(NotificationKind.INFORMATION, kind))
    if kind is NotificationKind.INFORMATION:
        check_preferences(wanted, timezones())
        return
    with pytest.raises(PreferencesRefused) as refused:
        check_preferences(wanted, timezones())
    (error,) = refused.value.errors
    assert (error.pointer, error.code) == ("/notifications/muted/1", "notification-needed")


@pytest.mark.rule("F5")
def test_what_is_muted_is_said_and_unmuted_again() -> None:
    kinds = (NotificationKind.INFORMATION, NotificationKind.INFORMATION)
    muted = given(account()).when(change_preferences, command(muted=kinds))
    muted.then(PreferencesChanged, muted=(NotificationKind.INFORMATION,))
    (event,) = muted.events
    assert isinstance(event, PreferencesChanged)
    assert event.account.muted == (NotificationKind.INFORMATION,)
    given(muted.state).when(change_preferences, command(language="fr")).then()
    given(muted.state).when(change_preferences, command(muted=())).then(PreferencesChanged, muted=())


@pytest.mark.rule("A7", "4.place")
def test_mails_come_in_the_24_languages_of_the_union() -> None:
    assert len(LANGUAGES) == 24
    for language in LANGUAGES:
        check_preferences(command(language=language), timezones())


@pytest.mark.rule("4.place")
def test_every_time_zone_on_the_list_can_be_used() -> None:
    assert {"Europe/Paris", "Europe/Brussels", "Atlantic/Azores", "UTC"} <= timezones()
    assert all(ZoneInfo(name).key == name for name in timezones())


def test_good_values_pass() -> None:
    check_preferences(command(timezone="Europe/Paris", language="fr", first_name="Élodie"), timezones())
    check_preferences(command(), timezones())
