"""Design rule 6: the same mails, in whatever order events of different subjects come, late or twice."""

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from contracts.events.notify import MessageSent
from services.notify.domain.contact import Contact
from services.notify.domain.desk import Desk
from services.notify.domain.duty import Duty
from services.notify.domain.status import Status
from tests.support.interleaving import interleaved, shuffled
from tests.unit.notify.guide import ADDRESSES, INAO, Delivery, bootstrapped, the_guide
from tests.unit.notify.later import people_and_rights, the_long_way
from tests.unit.notify.outbox import Notify, Sent

IN_ORDER = [delivery for history in the_guide() for delivery in history]
INES = bootstrapped("ines", INAO)


async def mails_after(deliveries: list[Delivery]) -> list[Sent]:
    notify = Notify()
    await notify.hear(deliveries)
    await notify.send_due()
    return sorted(notify.sent)


def end_of(notify: Notify) -> dict[str, Any]:
    """What is left, without how often it was stored."""
    kept = {
        state.id: state.model_dump(exclude={"revision"}) for cls in (Contact, Duty, Desk) for state in notify.all(cls)
    }
    return {**kept, **{message.id: (message.status, message.waiting_for) for message in notify.messages}}


async def test_the_guide_mails_exactly_this() -> None:
    assert sorted((mail.template, mail.address, mail.reference) for mail in await mails_after(IN_ORDER)) == [
        ("account-locked", "marc.petit@importeur.example", ""),
        ("already-registered", "elodie.durand@alpro.example", ""),
        ("confirmation", "elodie.durand@alpro.example", ""),
        ("confirmation", "elodie.durand@alpro.example", ""),
        ("confirmation", "ines@inao.example", ""),
        ("confirmation", "marc.petit@importeur.example", ""),
        ("granted", "elodie.durand@alpro.example", "req-elodie-alpro"),
        ("helpdesk-copy", "agri@helpdesk.example", "req-elodie-alpro"),
        ("helpdesk-copy", "agri@helpdesk.example", "req-marc-alpro"),
        ("helpdesk-copy", "agri@helpdesk.example", "req-marc-importer"),
        ("helpdesk-copy", "sante@helpdesk.example", "req-elodie-alpro"),
        ("helpdesk-copy", "sante@helpdesk.example", "req-marc-alpro"),
        ("helpdesk-copy", "sante@helpdesk.example", "req-marc-importer"),
        ("receipt", "elodie.durand@alpro.example", "req-elodie-alpro"),
        ("receipt", "marc.petit@importeur.example", "req-marc-alpro"),
        ("receipt", "marc.petit@importeur.example", "req-marc-importer"),
        ("rejected", "marc.petit@importeur.example", "req-marc-importer"),
        ("request-withdrawn", "duty@be-ca.example", "req-marc-alpro"),
        ("request-withdrawn", "duty@eu-com.example", "req-marc-alpro"),
        ("work-item", "duty@be-ca.example", "req-elodie-alpro"),
        ("work-item", "duty@be-ca.example", "req-marc-alpro"),
        ("work-item", "duty@eu-com.example", "req-elodie-alpro"),
        ("work-item", "duty@eu-com.example", "req-marc-alpro"),
        ("work-item", "ines@inao.example", "req-marc-importer"),
    ]


@settings(max_examples=150, deadline=None)
@given(interleaved(the_guide()))
async def test_the_same_mails_and_the_same_end_in_any_order(deliveries: list[Delivery]) -> None:
    expected = Notify()
    await expected.hear(IN_ORDER)
    await expected.send_due()
    notify = Notify()
    await notify.hear(deliveries)
    await notify.send_due()
    assert sorted(notify.sent) == sorted(expected.sent)
    assert end_of(notify) == end_of(expected)


@settings(max_examples=100, deadline=None)
@given(shuffled(the_guide()))
async def test_even_when_order_is_not_kept_within_a_subject(deliveries: list[Delivery]) -> None:
    assert await mails_after(deliveries) == await mails_after(IN_ORDER)


@settings(max_examples=150, deadline=None)
@given(interleaved([events for events in the_guide() if events not in INES]), st.data())
async def test_sending_in_between_makes_no_difference_once_the_validators_are_known(
    deliveries: list[Delivery], data: st.DataObject
) -> None:
    notify = Notify()
    await notify.hear([delivery for events in INES for delivery in events])
    for delivery in deliveries:
        await notify.hear([delivery])
        if data.draw(st.booleans()):
            await notify.send_due()
    await notify.send_due()
    assert sorted(notify.sent) == await mails_after(IN_ORDER)
    assert len({mail.header for mail in notify.sent}) == len(notify.sent)


LONG_WAY = [delivery for history in the_long_way() for delivery in history]
THERE_BEFORE = people_and_rights()


async def after_the_long_way(deliveries: list[Delivery]) -> Notify:
    notify = Notify()
    await notify.hear(deliveries)
    await notify.send_due()
    return notify


async def test_the_long_way_mails_exactly_this() -> None:
    notify = await after_the_long_way(LONG_WAY)
    mails = sorted({(mail.template, mail.address.partition("@")[0]) for mail in notify.sent})
    assert [mail for mail in mails if mail[0] not in {"confirmation"}] == [
        ("activity-expired", "ines"),
        ("activity-expired", "marc.petit"),
        ("activity-expiring", "marc.petit"),
        ("administrator-appointed", "ines"),
        ("administrator-removed", "ines"),
        ("decision-nudged", "cora"),
        ("escalated", "bela"),
        ("escalated-applicant", "elodie.durand"),
        ("escalated-helpdesk", "agri"),
        ("escalated-helpdesk", "sante"),
        ("escalated-superior", "cora"),
        ("granted", "marc.petit"),
        ("helpdesk-copy", "agri"),
        ("helpdesk-copy", "sante"),
        ("information-requested", "elodie.durand"),
        ("operator-reinstated", "ines"),
        ("operator-reinstated", "marc.petit"),
        ("operator-suspended", "ines"),
        ("operator-suspended", "marc.petit"),
        ("overdue", "bela"),
        ("overdue-applicant", "elodie.durand"),
        ("password-changed", "elodie.durand"),
        ("password-reset", "elodie.durand"),
        ("receipt", "elodie.durand"),
        ("reminder", "bela"),
        ("request-reassigned", "elodie.durand"),
        ("request-reopened", "bela"),
        ("right-reinstated", "ines"),
        ("right-revoked", "ines"),
        ("right-suspended", "ines"),
        ("users-changed", "marc.petit"),
        ("work-item", "bela"),
        ("work-item-reassigned", "cora"),
    ]


@settings(max_examples=100, deadline=None)
@given(interleaved(the_long_way()))
async def test_the_long_way_in_any_order(deliveries: list[Delivery]) -> None:
    expected, notify = await after_the_long_way(LONG_WAY), await after_the_long_way(deliveries)
    assert sorted(notify.sent) == sorted(expected.sent)
    assert end_of(notify) == end_of(expected)


@settings(max_examples=60, deadline=None)
@given(shuffled(the_long_way()))
async def test_the_long_way_even_when_order_is_not_kept_within_a_subject(deliveries: list[Delivery]) -> None:
    expected, notify = await after_the_long_way(LONG_WAY), await after_the_long_way(deliveries)
    assert sorted(notify.sent) == sorted(expected.sent)
    assert end_of(notify) == end_of(expected)


@settings(max_examples=60, deadline=None)
@given(interleaved([events for events in the_long_way() if events not in THERE_BEFORE]), st.data())
async def test_sending_in_between_asks_whoever_decides_then_and_loses_nothing(
    deliveries: list[Delivery], data: st.DataObject
) -> None:
    """A nudge goes to who has the request when it is sent; operators' mails to who acts for it then."""
    notify = Notify()
    await notify.hear([delivery for events in THERE_BEFORE for delivery in events])
    for delivery in deliveries:
        await notify.hear([delivery])
        if data.draw(st.booleans()):
            await notify.send_due()
    await notify.send_due()
    expected = await after_the_long_way(LONG_WAY)
    assert steady(notify.sent) == steady(expected.sent)
    assert {message.status for message in notify.messages} == {Status.SENT, Status.SPLIT}
    (nudge,) = {mail.address for mail in notify.sent if mail.template == "decision-nudged"}
    assert nudge in {ADDRESSES["bela"], ADDRESSES["cora"]}


def steady(sent: list[Sent]) -> list[Sent]:
    """Mails whose recipients do not change on the way."""
    moving = {"decision-nudged", "operator-suspended", "operator-reinstated", "activity-expiring", "activity-expired"}
    return sorted(mail for mail in sent if mail.template not in moving or mail.address == ADDRESSES["marc"])


@settings(max_examples=50, deadline=None)
@given(interleaved(the_guide()))
async def test_everything_that_was_sent_is_told_once(deliveries: list[Delivery]) -> None:
    notify = Notify()
    await notify.hear(deliveries)
    await notify.send_due()
    told = [event.message.message_id for _, event in notify.published if isinstance(event, MessageSent)]
    assert sorted(told) == sorted(mail.header for mail in notify.sent)
    assert {message.status for message in notify.messages} == {Status.SENT, Status.SPLIT}
