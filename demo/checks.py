"""Comparing what was expected with what was seen."""

from collections import Counter

from demo.expectations import SENT, Expectations, about, carried
from demo.journal import Journal


def missing(expected: Expectations, seen: Journal) -> list[str]:
    """What has not been seen yet."""
    events = [str(each) for each in expected.events if not any(each.fits(event) for event in seen.events)]
    mails = [str(each) for each in expected.mails if not carried(each, seen.events, seen.mails)]
    return [f"not seen: {each}" for each in (*events, *mails)]


def wrong(expected: Expectations, seen: Journal) -> list[str]:
    """What was seen, but more often than once, or not as it should be, or although nobody expected it."""
    return [*_wrong_events(expected, seen), *_wrong_mails(expected, seen), *_dead_letters(seen)]


def _wrong_events(expected: Expectations, seen: Journal) -> list[str]:
    found = []
    ours = [event for event in seen.events if expected.concerns(event) and event.name != SENT]
    for each in expected.events:
        count = sum(each.fits(event) for event in seen.events)
        if count > 1:
            found.append(f"seen {count} times: {each}")
    for event in ours:
        if not any(each.fits(event) for each in expected.events):
            found.append(f"not expected: {event.name} {event.id} of {event.subject}")
    return found


def _wrong_mails(expected: Expectations, seen: Journal) -> list[str]:
    found, wanted = [], Counter((each.template, each.about) for each in expected.mails)
    for each in expected.mails:
        mails = carried(each, seen.events, seen.mails)
        if len(mails) > 1:
            found.append(f"came {len(mails)} times: {each}")
        found += [trouble for mail in mails.values() for trouble in each.troubles(mail)]
    sent: Counter[tuple[str, str]] = Counter()
    for event in seen.events:
        if event.name == SENT and expected.concerns(event):
            sent[event.at("message.template"), about(event)] += 1
    for (template, subject), count in sorted((sent - wanted).items()):
        found.append(f"{count} more than expected: {SENT} of {template} about {subject}")
    return found


def _dead_letters(seen: Journal) -> list[str]:
    return [
        f"dead letter in {each.topic}: {each.name} of {each.subject}: {each.dead_letter}" for each in seen.dead_letters
    ]
