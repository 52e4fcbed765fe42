"""What people change of their own account: names, language of mails, time zone, wanted mails (rules A7, F5)."""

from collections.abc import Set
from dataclasses import dataclass

from chassis.decider import Change, Context
from chassis.errors import FieldError, NotFound, RuleBroken, StaleVersion
from contracts.events.identity import AccountStatus, NotificationKind, PreferencesChanged
from services.identity.domain.account import Account
from services.identity.domain.languages import language_problem
from services.identity.domain.names import name_problem, normal_name

MUTABLE = frozenset({NotificationKind.INFORMATION})
"""Security, decision and deadline mails cannot be switched off (domain section 6)."""


class PreferencesRefused(RuleBroken):
    """A new value breaks a rule; `errors` say which and how."""

    code = "preferences-refused"
    title = "Some of this cannot be accepted."


@dataclass(frozen=True, slots=True, repr=False)
class ChangePreferences:
    """New values; None leaves one as it is. `version` is the `preferred` that they are based on (None: any)."""

    account_id: str
    first_name: str | None
    last_name: str | None
    language: str | None
    timezone: str | None
    muted: tuple[NotificationKind, ...] | None
    version: int | None


def check_preferences(command: ChangePreferences, timezones: Set[str]) -> None:
    """Check every new value at once; `timezones` are the IANA names there are. Raises PreferencesRefused."""
    problems: list[FieldError | None] = []
    if command.first_name is not None:
        problems.append(name_problem(normal_name(command.first_name), "/first_name"))
    if command.last_name is not None:
        problems.append(name_problem(normal_name(command.last_name), "/last_name"))
    if command.language is not None:
        problems.append(language_problem(command.language, "/language"))
    if command.timezone is not None and command.timezone not in timezones:
        problems.append(FieldError("/timezone", "timezone-unknown", "The time zone is an IANA name (Europe/Paris)."))
    problems += [_kind_problem(kind, f"/notifications/muted/{row}") for row, kind in enumerate(command.muted or ())]
    errors = tuple(problem for problem in problems if problem is not None)
    if errors:
        raise PreferencesRefused(errors=errors)


def change_preferences(account: Account | None, command: ChangePreferences, ctx: Context) -> Change[Account]:
    """Take over the (checked) values; nobody is told when they are what they were. Raises NotFound, StaleVersion."""
    if account is None or account.status is AccountStatus.ERASED:
        raise NotFound
    if command.version is not None and command.version != account.preferred:
        raise StaleVersion
    changed = account.changed(
        first_name=account.first_name if command.first_name is None else normal_name(command.first_name),
        last_name=account.last_name if command.last_name is None else normal_name(command.last_name),
        language=command.language or account.language,
        timezone=command.timezone or account.timezone,
        muted=account.muted if command.muted is None else tuple(sorted(set(command.muted))),
    )
    if changed == account:
        return Change(account)
    event = PreferencesChanged(account_id=changed.id, account=changed.public())
    return Change(changed.changed(preferred=account.sequence + 1), [event])


def _kind_problem(kind: NotificationKind, pointer: str) -> FieldError | None:
    if kind in MUTABLE:
        return None
    return FieldError(pointer, "notification-needed", f"Mails of the kind {kind.value} cannot be switched off.")
