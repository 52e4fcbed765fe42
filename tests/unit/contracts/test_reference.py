"""Ids that services compute each for itself must never change."""

from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from contracts.reference import belongs_to, organisation_id


def test_ids_are_what_they_have_always_been() -> None:
    assert organisation_id("FR-INAO") == "365e3de8-bb6b-576c-ae3f-92521ec8cf63"
    assert organisation_id("EU-COM") == "326b4d74-4986-57d5-b450-bd9fd092af9a"
    assert organisation_id("BE-ORG-OP-5") == "8ef58fd2-6f37-5b2c-a7ed-fb2f35714a76"


@given(st.text(min_size=1), st.text(min_size=1))
def test_one_code_one_id(one: str, other: str) -> None:
    assert UUID(organisation_id(one)).version == 5
    assert (organisation_id(one) == organisation_id(other)) == (one == other)


def test_the_unions_own_authorities_are_the_unions_and_nobody_becomes_one_by_his_code() -> None:
    assert belongs_to(organisation_id("EU-COM"), "EU-COM", "BE") == "EU"
    assert belongs_to(organisation_id("BE-CA"), "BE-CA", "BE") == "BE"
    assert belongs_to("proposed", "EU-SELF", "FR") == "FR"
    assert belongs_to("operator", None, "FR") == "FR"
