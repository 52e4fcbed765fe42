"""Check on commands: each one that was accepted has its events, as many as there were commands and no more."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from tests.chaos.checker.history import Accepted, History
from tests.chaos.checker.violation import Kind, Violation


@dataclass(frozen=True, slots=True)
class Effect:
    """An event, and the paths at which it says what the command was about: (path in the event, name in `about`)."""

    type: str
    says: tuple[tuple[str, str], ...]


def _effect(type: str, **says: str) -> Effect:
    return Effect(type, tuple((path.replace("__", "."), name) for path, name in says.items()))


_REQUEST = {"request_id": "request_id"}
_OF_ORGANISATION = {"organisation_id": "organisation_id"}
_OF_RIGHT = {"authorisation_id": "authorisation_id"}

EFFECTS: Mapping[str, tuple[Effect, ...]] = {
    "sign up": (_effect("AccountCreated", account__email="email"),),
    "renew link": (_effect("ConfirmationRenewed", account__email="email"),),
    "let the link run out": (_effect("AccountExpired", account__email="email"),),
    "confirm": (_effect("AccountActivated", account__email="email"),),
    "log in": (),
    "change preferences": (_effect("PreferencesChanged", account_id="account_id", account__timezone="timezone"),),
    "log out": (_effect("SessionEnded", session_id="session_id"),),
    "propose": (
        _effect("OperatorProposed", **_OF_ORGANISATION, **_REQUEST),
        _effect("AuthorisationRequested", **_OF_RIGHT, **_REQUEST),
    ),
    "attach": (_effect("AuthorisationRequested", **_OF_RIGHT, **_REQUEST),),
    "validate": (
        _effect("RequestValidated", **_REQUEST),
        _effect("AuthorisationGranted", **_REQUEST),
    ),
    "validate proposal": (
        _effect("RequestValidated", **_REQUEST),
        _effect("OperatorValidated", **_REQUEST),
        _effect("AuthorisationGranted", **_REQUEST),
    ),
    "validate what was withdrawn": (_effect("RequestValidated", **_REQUEST),),
    "certify until tomorrow": (_effect("ActivityExpiring", **_OF_ORGANISATION),),
    "reject": (_effect("RequestRejected", **_REQUEST), _effect("AuthorisationRejected", **_REQUEST)),
    "reject proposal": (
        _effect("RequestRejected", **_REQUEST),
        _effect("OperatorRejected", **_REQUEST),
        _effect("AuthorisationRejected", **_REQUEST),
    ),
    "ask": (_effect("InformationRequested", **_REQUEST),),
    "answer": (_effect("InformationProvided", **_REQUEST), _effect("RequestReopened", **_REQUEST)),
    "withdraw": (_effect("AuthorisationWithdrawn", **_REQUEST), _effect("RequestWithdrawn", **_REQUEST)),
    "withdraw proposal": (
        _effect("AuthorisationWithdrawn", **_REQUEST),
        _effect("RequestWithdrawn", **_REQUEST),
        _effect("OperatorDeleted", **_OF_ORGANISATION),
    ),
    "suspend": (_effect("AuthorisationSuspended", **_OF_RIGHT),),
    "reinstate": (_effect("AuthorisationReinstated", **_OF_RIGHT),),
    "revoke": (_effect("AuthorisationRevoked", **_OF_RIGHT),),
}
"""What each command brings about. A validation that comes after a withdrawal changes nothing more (registry's word)."""

REPEATABLE = frozenset({"renew link", "change preferences"})
"""Exempt from idempotency keys (their answers are secret, or a repetition changes nothing): each attempt may count."""

Key = tuple[str, tuple[object, ...]]


def accepted_has_its_effect(history: History) -> Iterator[Violation]:
    """As many events as accepted commands, for each thing that commands are about."""
    least: Counter[Key] = Counter()
    most: Counter[Key] = Counter()
    paths = {effect.type: tuple(path for path, _ in effect.says) for row in EFFECTS.values() for effect in row}
    for command in history.commands:
        for effect in EFFECTS[command.what]:
            key = _key(effect, command)
            repeatable = command.what in REPEATABLE
            least[key] += 0 if effect.type == "PreferencesChanged" and least[key] else 1
            most[key] += command.attempts if repeatable else 1
    found = Counter(
        (event.type, tuple(event.at(path) for path in paths[event.type]))
        for event in history.of_type(*paths)
        if event.id not in history.baseline
    )
    for key in least.keys() | found.keys():
        if found[key] < least[key]:
            yield Violation(Kind.LOST, f"{_said(key)}: {least[key]} accepted, {found[key]} there")
        if found[key] > most[key]:
            yield Violation(Kind.DOUBLED, f"{_said(key)}: {most[key]} accepted, {found[key]} there")


def sessions_are_there(history: History) -> Iterator[Violation]:
    """Who was logged in has a session."""
    sessions = history.documents("identity", "sessions")
    for command in history.commands:
        if command.what == "log in" and command.about["session_id"] not in sessions:
            yield Violation(Kind.LOST, f"the session {command.about['session_id']} of an accepted log-in")


def _key(effect: Effect, command: Accepted) -> Key:
    return effect.type, tuple(command.about[name] for _, name in effect.says)


def _said(key: Key) -> str:
    return f"{key[0]} of {', '.join(map(str, key[1]))}"
