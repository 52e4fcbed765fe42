"""The page of refusals says what the tests play."""

from tests.rules.refusals import TARGET, page, rows, tables


def test_the_page_is_up_to_date() -> None:
    assert TARGET.read_text(encoding="utf-8") == page(), "run make refusals"


def test_every_service_with_routes_of_its_own_has_a_table() -> None:
    assert {service for service, module in tables() if rows(module)} == {
        "identity",
        "registry",
        "validation",
        "notify",
    }
