"""Dates of activities and what an authority does to operators, on the real store."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from chassis.errors import RuleBroken
from chassis.timekeeper import Timekeeper
from chassis.timers import TIMERS
from chassis.unit_of_work import UnitOfWork
from contracts.events.registry import ActivityType, OrganisationStatus
from contracts.events.validation import CaseStatus, RequestValidated
from services.registry.domain.errors import UnknownOrganisation, WrongState
from services.registry.service import service
from tests.integration.registry.harness import Registry
from tests.integration.registry.proposals import proposal

SUSPEND, REINSTATE, DELETE = (service.console[f"{word}-operator"] for word in ("suspend", "reinstate", "delete"))
ALPRO = {"traces_number": "BE-ORG-OP-5", "reason": "certificate withdrawn"}


async def fired(registry: Registry, now: datetime) -> int:
    """How many timers fire at this time."""
    store = registry.runtime.store
    later = UnitOfWork(store, service.source, service.aggregates, lambda: now)
    return await Timekeeper(store, later, service.timers, lambda: now, "registry-1").fire_due()


@pytest.mark.rule("E15", "2.activity", "3.activity")
async def test_activities_expire_by_the_timer(registry: Registry) -> None:
    runtime = registry.runtime
    async with registry.as_("anna") as anna:
        sent = (await anna.post("/operators", json=proposal())).json()
        await registry.route(sent["authorisation_id"])
        case = await registry.case(sent["authorisation_id"], CaseStatus.VALIDATED)
        end = runtime.clock().date() + timedelta(days=40)
        await registry.tell(RequestValidated, case, administrator=True, valid_from=date(2026, 1, 1), valid_to=end)
        (row,) = [row async for row in runtime.store[TIMERS].find()]
        assert row["due_at"].date() == end - timedelta(days=30)
        for days in (30, 7, 1, -1):
            assert await fired(registry, datetime.combine(end - timedelta(days=days), time(9), UTC)) == 1
        shown = (await anna.get(f"/organisations/{sent['operator_id']}")).json()["activities"]
    assert shown == [
        {
            "type": ActivityType.IMPORTER,
            "control_body": "BE-BIO-01",
            "valid_from": "2026-01-01",
            "valid_to": end.isoformat(),
            "expired": True,
        }
    ]
    assert (await registry.published())[-4:] == ["ActivityExpiring"] * 3 + ["ActivityExpired"]
    assert await runtime.store[TIMERS].count_documents({}) == 0


@pytest.mark.rule("2.operator")
async def test_an_operator_is_stopped_goes_on_and_ends_by_the_console(registry: Registry) -> None:
    runtime = registry.runtime
    assert (await SUSPEND(runtime, ALPRO))["status"] == OrganisationStatus.SUSPENDED
    with pytest.raises(WrongState):
        await SUSPEND(runtime, ALPRO)
    async with registry.as_("anna") as anna:
        (alpro,) = (await anna.get("/organisations", params={"q": "BE-ORG-OP-5"})).json()["items"]
        assert alpro["status"] == "SUSPENDED"
        joined = (await anna.post(f"/organisations/{alpro['id']}/authorisations", json={})).json()
        assert (await REINSTATE(runtime, ALPRO))["status"] == OrganisationStatus.VALID
        assert (await DELETE(runtime, ALPRO))["status"] == OrganisationStatus.DELETED
        assert (await anna.get(f"/requests/{joined['request_id']}")).json()["status"] == "REJECTED"
        assert (await anna.get("/organisations", params={"q": "BE-ORG-OP-5"})).json()["items"] == []
    assert await registry.published() == [
        "OperatorSuspended",
        "AuthorisationRequested",
        "OperatorReinstated",
        "OperatorDeleted",
        "AuthorisationRejected",
    ]


async def test_what_the_console_cannot_do_is_said(registry: Registry) -> None:
    with pytest.raises(UnknownOrganisation):
        await SUSPEND(registry.runtime, {**ALPRO, "traces_number": "BE-ORG-OP-999"})
    for request in ({"traces_number": "BE-ORG-OP-5"}, {**ALPRO, "reason": " "}, {**ALPRO, "reason": "x" * 2_001}):
        with pytest.raises(RuleBroken):
            await SUSPEND(registry.runtime, request)
    assert await registry.published() == []
