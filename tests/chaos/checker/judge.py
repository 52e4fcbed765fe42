"""All checks together."""

from collections.abc import Callable, Iterator

from tests.chaos.checker import agreement, commands, deadlines, effects, mails, rest, topics
from tests.chaos.checker.history import History
from tests.chaos.checker.violation import Violation

Check = Callable[[History], Iterator[Violation]]

CHECKS: tuple[Check, ...] = (
    rest.nothing_waits,
    topics.committed_is_published,
    topics.subjects_are_in_order,
    topics.repetitions_are_the_same,
    effects.each_event_is_settled,
    effects.no_cause_has_an_effect_twice,
    effects.each_request_has_one_case,
    commands.accepted_has_its_effect,
    commands.sessions_are_there,
    deadlines.deadlines_fire_once,
    agreement.owners_keep_what_they_said,
    agreement.mirrors_agree,
    agreement.rights_and_cases_agree,
    mails.no_mail_is_missing_or_doubled,
    mails.each_mail_is_said_once,
    mails.what_is_said_is_so,
    rest.poison_is_set_aside,
)


def judge(history: History) -> list[Violation]:
    """Everything that any check finds."""
    return [violation for check in CHECKS for violation in check(history)]
