"""What EORI numbers look like, country by country: help for people, judged by registry alone (domain section 4)."""

from services.gateway.pages.texts import N_

ANYWHERE = N_("A country code and up to 15 letters and digits. A number of any member state will do.")

EORI_HELP: dict[str, str] = {
    "BE": N_("BE and 10 digits that begin with 0 or 1, as BE0123456789."),
    "DE": N_("DE and 7 digits, or 15 digits for newer numbers, as DE1234567."),
    "FI": N_("FI, 7 digits, a hyphen and a check digit, as FI1234567-8."),
    "FR": N_(
        "FR and the SIREN number of 9 digits, as FR123456782; older ones have the SIRET number of 14 digits. "
        "Companies outside the Union: FR, the code of their country and a number."
    ),
    "GR": N_("Begins with GR. Only VAT numbers begin with EL."),
    "IT": N_("IT and 11 digits; for natural persons IT and the first 15 signs of the tax code."),
    "NL": N_("NL and 9 digits, as NL123456789."),
    "PL": N_("PL, the NIP number of 10 digits and 00000; from outside the Union PL, 14 digits and Z."),
    "XI": N_("Northern Ireland: XI and 12 or 15 digits. Numbers that begin with GB are not valid in the Union."),
}
"""By the code that the number begins with. Other countries have no shape that is known here."""
