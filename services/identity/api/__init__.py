"""Routes: translate HTTP to a command or a query, nothing else."""

from services.identity.api import (
    accounts,
    audit,
    captchas,
    confirmations,
    keys,
    me,
    my_password,
    my_sessions,
    password_resets,
    sessions,
)

routers = (
    captchas.router,
    accounts.router,
    confirmations.router,
    sessions.router,
    my_sessions.router,
    password_resets.router,
    me.router,
    my_password.router,
    audit.router,
    keys.router,
)
