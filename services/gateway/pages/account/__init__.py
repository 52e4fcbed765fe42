"""Pages of one's own account: signing up, logging in and out, passwords, profile."""

from services.gateway.pages.account import (
    confirm,
    login,
    logout,
    my_sessions,
    password,
    preferences,
    profile,
    renewal,
    reset,
    signup,
)

routers = [
    signup.router,
    confirm.router,
    renewal.router,
    login.router,
    logout.router,
    reset.router,
    profile.router,
    preferences.router,
    password.router,
    my_sessions.router,
]
