"""Where poison goes, how people look at it, and how it comes back.

A dead letter is never changed or removed. That it was replayed or dropped is said by a later record on the same topic,
a settlement (`dlq-settles`, `dlq-settled`), so that the topic itself tells what still waits, for as long as it is kept.
"""

from chassis.dead_letters.letters import Letter, Settlement
from chassis.dead_letters.repair import Repair, ValueLeftOut, Wanted
from chassis.dead_letters.watching import DeadLetterWatch
from chassis.dead_letters.writing import DeadLetters

__all__ = ["DeadLetterWatch", "DeadLetters", "Letter", "Repair", "Settlement", "ValueLeftOut", "Wanted"]
