"""Deadlines are counted on the event loop: no file is read there."""

from datetime import UTC, datetime

import pytest
from blockbuster import blockbuster_ctx

from contracts.events.registry import OrganisationKind
from services.validation.domain.routing import route
from services.validation.reference import TABLE


@pytest.mark.parametrize("code", TABLE.authorities)
async def test_counting_working_days_blocks_nobody(code: str) -> None:
    country = TABLE.authorities[code].country
    with blockbuster_ctx():
        found = route(TABLE, OrganisationKind.OPERATOR, country, first_user=True)
        assert found.deadlines(datetime(2034, 12, 30, 9, 0, tzinfo=UTC)).escalate_at.year == 2035
