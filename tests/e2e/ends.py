"""How a play ends, without what differs from run to run: who did what, to whom, in words."""

from collections import Counter

from demo.expectations import SENT, carried
from demo.play import Report
from demo.topics import Event
from tests.e2e.invariants import check_invariants
from tests.e2e.running import RunningStack

NAMES = ("organisation.name", "authorisation.organisation.name", "case.organisation.name", "account.first_name")
STATES = ("organisation.status", "authorisation.status", "case.status", "account.status", "message.template", "reason")


def ending(report: Report) -> Counter[tuple[str, ...]]:
    """Events of what the play brought into being, and mails, each as what it says rather than by its ids."""
    applicants = {event.subject: str(event.at("account.first_name")) for event in report.events if event.at("account")}
    ours = [event for event in report.events if report.expected.concerns(event)]
    events = Counter(_said(event, applicants) for event in ours if event.name != SENT)
    mails = Counter(
        (each.template, mail.to.partition(".")[0], mail.language)
        for each in report.expected.mails
        for mail in carried(each, report.events, report.mails).values()
    )
    return events + mails


async def ends_the_same(report: Report, undisturbed: Report, running: RunningStack) -> None:
    """Assert that nothing was missed or doubled, that all is as without disturbance, and that the topics are whole."""
    assert report.problems == []
    assert ending(report) == ending(undisturbed)
    await check_invariants(running.about())
    await running.all_ready()


def _said(event: Event, applicants: dict[str, str]) -> tuple[str, ...]:
    account = event.at("account_id") or event.at("case.account_id")
    about = [event.at(path) for path in (*NAMES, *STATES)]
    return (event.name, str(event.sequence), applicants.get(account, ""), *(str(each) for each in about if each))
