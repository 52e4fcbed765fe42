"""Garbage: how often the interpreter looks for objects that only hold each other.

It looks whenever 700 objects have come to stay, and a batch of events is tens of thousands that stay until its end:
looking at them, and at all that the libraries brought along, took a third of the processor time of an event, and a lone
event now and then waited for it. There is hardly anything to find: what we make is freed when its last user lets go.
"""

import gc

YOUNG = 50_000
"""Objects that came to stay since the last look; about two batches of five hundred events."""

MIDDLE, OLD = 20, 50
"""Looks at the youngest for one at the middle ones, and of these for one at all."""


def look_seldom() -> None:
    """Call it once everything is loaded and running: what is there by now is not looked at any more."""
    gc.set_threshold(YOUNG, MIDDLE, OLD)
    gc.collect()
    gc.freeze()
