"""What mails say of an organisation."""

import pytest

from contracts.events.validation import Validator
from services.notify.domain import facts
from tests.unit.notify.guide import BELGIUM, COMMISSION, INAO, authority, case_of, routed


@pytest.mark.parametrize(("validator", "country"), [(COMMISSION, "EU"), (BELGIUM, "BE")])
def test_the_commission_is_the_unions_and_not_belgiums(validator: Validator, country: str) -> None:
    organisation = authority(validator)
    assert facts.case(routed(case_of("marc", organisation, INAO)))["country"] == country
