"""Names of countries are told in any of the Union's languages."""

import pytest
from babel import Locale

from services.registry.api.language import UNION
from services.registry.reference import countries


@pytest.mark.rule("4.place")
@pytest.mark.parametrize("language", UNION)
def test_every_country_has_a_name_in_each_of_the_unions_languages(language: str) -> None:
    assert len(set(UNION)) == 24
    assert all(Locale(language).territories[code] for code in countries())
