"""The judge: it reads topics, stores and mailbox by itself and compares them. No check knows how services work inside.

A check is a function from a History to the Violations in it, so that each can be shown to find what it is for.
"""
