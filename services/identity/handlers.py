"""Which command or timer changes which aggregate, by which decision. Identity follows nobody's events."""

from collections.abc import Mapping, Sequence
from typing import Any

from chassis.steps import One, Step, on
from services.identity.domain.account import Account
from services.identity.domain.attempts import Attempts, CountFailure, admit, count_failure, forgive
from services.identity.domain.captcha import (
    Captcha,
    CountWrongAnswer,
    MakeCaptcha,
    count_wrong_answer,
    make,
    use,
)
from services.identity.domain.confirmation import (
    EXPIRY_TIMER,
    Confirm,
    RenewConfirmation,
    confirm,
    expire,
    renew,
)
from services.identity.domain.log_in import enter, lock
from services.identity.domain.password_change import (
    ChangePassword,
    RequestReset,
    ResetPassword,
    change_password,
    request_reset,
    reset_password,
)
from services.identity.domain.preferences import ChangePreferences, change_preferences
from services.identity.domain.quota import Quota, take
from services.identity.domain.session import (
    EndSession,
    EndSessions,
    RefreshSession,
    Session,
    StartSession,
    end,
    end_every,
    end_for_password,
    end_for_suspension,
    refresh,
    start,
)
from services.identity.domain.sign_up import Bootstrap, SignUp, bootstrap, count_sign_up, sign_up
from services.identity.domain.suspension import ReinstateAccount, SuspendAccount, reinstate, suspend

COMMANDS: Mapping[type[Any], Sequence[Step]] = {
    MakeCaptcha: [on(Captcha, key=lambda c: c.captcha_id, do=make)],
    CountWrongAnswer: [on(Captcha, key=lambda c: c.captcha_id, do=count_wrong_answer)],
    SignUp: [
        on(Captcha, key=lambda c: c.captcha_id, do=use),
        on(
            Account,
            key=lambda c: c.account_id,
            do=sign_up,
            reads={"quota": One(Quota, key=lambda c, _: c.quota_id)},
        ),
        on(Quota, key=lambda c: c.quota_id, do=count_sign_up),
    ],
    Bootstrap: [on(Account, key=lambda c: c.account_id, do=bootstrap)],
    Confirm: [on(Account, key=lambda c: c.account_id, do=confirm)],
    RenewConfirmation: [
        on(Quota, key=lambda c: c.quota_id, do=take),
        on(Account, key=lambda c: c.account_id, do=renew),
    ],
    CountFailure: [
        on(Attempts, key=lambda c: c.attempts_id, do=count_failure),
        on(
            Account,
            key=lambda c: c.account_id,
            do=lock,
            reads={"attempts": One(Attempts, key=lambda c, _: c.attempts_id)},
        ),
    ],
    StartSession: [
        on(Attempts, key=lambda c: c.attempts_id, do=admit),
        on(Account, key=lambda c: c.account_id, do=enter),
        on(Session, key=lambda c: c.session_id, do=start),
    ],
    RefreshSession: [
        on(
            Session,
            key=lambda c: c.session_id,
            do=refresh,
            reads={"account": One(Account, key=lambda _, session: session and session.account_id)},
        )
    ],
    EndSession: [on(Session, key=lambda c: c.session_id, do=end)],
    EndSessions: [on(Session, each=("account_id", lambda c: c.account_id), do=end_every)],
    RequestReset: [
        on(Quota, key=lambda c: c.quota_id, do=take),
        on(Account, key=lambda c: c.account_id, do=request_reset),
    ],
    ResetPassword: [
        on(Attempts, key=lambda c: c.attempts_id, do=forgive),
        on(Account, key=lambda c: c.account_id, do=reset_password),
        on(Session, each=("account_id", lambda c: c.account_id), do=end_for_password),
    ],
    ChangePassword: [
        on(Attempts, key=lambda c: c.attempts_id, do=admit),
        on(Account, key=lambda c: c.account_id, do=change_password),
        on(Session, each=("account_id", lambda c: c.account_id), do=end_for_password),
    ],
    SuspendAccount: [
        on(Account, key=lambda c: c.account_id, do=suspend),
        on(Session, each=("account_id", lambda c: c.account_id), do=end_for_suspension),
    ],
    ReinstateAccount: [on(Account, key=lambda c: c.account_id, do=reinstate)],
    ChangePreferences: [on(Account, key=lambda c: c.account_id, do=change_preferences)],
}

TIMERS: Mapping[str, Sequence[Step]] = {
    EXPIRY_TIMER: [on(Account, key=lambda fired: fired.subject, do=expire)],
}
