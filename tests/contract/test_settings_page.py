"""The page of settings says what the services read, and every setting says what it means."""

import pytest

from chassis.service import Service
from tests.rules.settings import SERVICES, TARGET, page


def test_the_page_is_up_to_date() -> None:
    assert TARGET.read_text(encoding="utf-8") == page(), "run make settings"


@pytest.mark.parametrize("service", SERVICES, ids=lambda service: service.name)
def test_every_setting_says_what_it_means(service: Service) -> None:
    assert [name for name, field in service.settings.model_fields.items() if not field.description] == []
