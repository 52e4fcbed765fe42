"""Decisions about accounts, sessions, captchas and log-in attempts. Pure: no I/O, no clock, no randomness."""
