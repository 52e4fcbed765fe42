"""Processes killed, frozen and confused under load, and what must hold afterwards, checked from outside."""
