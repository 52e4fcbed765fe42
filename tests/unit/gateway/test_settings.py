from typing import Any

import pytest
from pydantic import SecretStr, ValidationError

from chassis.settings import Environment
from services.gateway.settings import GatewaySettings

KEY = SecretStr("k" * 32)


def refusal(**settings: Any) -> str:
    with pytest.raises(ValidationError) as refused:
        GatewaySettings(cookie_keys=KEY, **settings)
    return str(refused.value.errors()[0]["msg"])


def test_in_production_health_and_metrics_have_a_port_of_their_own() -> None:
    assert "OPERATIONS_PORT is not set" in refusal()
    assert "OPERATIONS_PORT is not set" in refusal(environment=Environment.PRODUCTION)
    assert GatewaySettings(cookie_keys=KEY, operations_port=8081).operations_port == 8081


def test_on_a_developers_machine_one_port_is_enough() -> None:
    assert GatewaySettings(cookie_keys=KEY, environment=Environment.LOCAL).operations_port is None


def test_two_ports_are_two() -> None:
    assert "are both 8080" in refusal(http_port=8080, operations_port=8080)
