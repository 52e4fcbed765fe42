"""What a stack says when it cannot go on, embedded or in containers."""


class StackTrouble(Exception):
    """A sentence for the person at the terminal: what is wrong and what helps. Shown without a traceback."""
