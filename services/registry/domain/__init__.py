"""Organisations and authorisations: states and decisions. Pure: no I/O, no clock, no randomness."""
