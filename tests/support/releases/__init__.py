"""Releases of a service that should never have been made."""
