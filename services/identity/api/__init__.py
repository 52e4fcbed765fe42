"""Routes: translate HTTP to a command or a query, nothing else."""

from services.identity.api import accounts, captchas, confirmations, keys, me, sessions

routers = (
    captchas.router,
    accounts.router,
    confirmations.router,
    sessions.router,
    me.router,
    keys.router,
)
