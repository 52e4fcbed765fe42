"""Validation: who decides a request, until when, and what was decided."""
