"""Pages of one's own account: signing up, logging in and out, passwords, profile."""

from services.gateway.pages.account import confirm, login, logout, profile

routers = [confirm.router, login.router, logout.router, profile.router]
