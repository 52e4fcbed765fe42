"""Identity: accounts of natural persons, proven by mail, and their sessions (guide, step 1; rules A1 to A15)."""

from chassis.service import Service
from services.identity import account_console, api, console, tools
from services.identity.domain.account import Account
from services.identity.domain.attempts import Attempts
from services.identity.domain.captcha import Captcha
from services.identity.domain.quota import Quota
from services.identity.domain.session import Session
from services.identity.handlers import COMMANDS, TIMERS
from services.identity.settings import IdentitySettings

service = Service(
    name="identity",
    settings=IdentitySettings,
    aggregates=[Account, Session, Captcha, Attempts, Quota],
    commands=COMMANDS,
    timers=TIMERS,
    routes=api.routers,
    start=tools.prepare,
    console={
        "bootstrap-account": console.bootstrap_account,
        "suspend-account": account_console.suspend_account,
        "reinstate-account": account_console.reinstate_account,
    },
)
