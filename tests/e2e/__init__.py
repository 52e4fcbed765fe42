"""The whole system, driven from outside."""
