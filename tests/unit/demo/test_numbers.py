"""Numbers of the countries' own shape, new each time."""

from stdnum.be import vat
from stdnum.fr import siren

from demo.numbers import belgian_eori, french_eori, password
from services.identity.domain.passwords import check_password
from services.registry.domain.eori import read_eori


def test_eori_numbers_have_right_check_digits_and_need_no_warning() -> None:
    for _ in range(200):
        belgian, french = belgian_eori(), french_eori()
        assert vat.is_valid(belgian)
        assert siren.is_valid(french.removeprefix("FR"))
        for eori in (belgian, french):
            reading = read_eori(eori)
            assert (reading.value, reading.error, reading.warning) == (eori, None, None)


def test_passwords_are_good_ones_and_never_the_same() -> None:
    drawn = {password() for _ in range(50)}
    assert len(drawn) == 50
    for each in drawn:
        check_password(each)
