"""Identifiers of an operator: typed, one of them the main one, the EORI number unique (rule D3)."""

from collections.abc import Callable, Collection, Mapping

from contracts.events.registry import Identifier, IdentifierType
from services.registry.domain.drafts import IdentifierDraft
from services.registry.domain.eori import eori_key, read_eori
from services.registry.domain.findings import Findings, Reading
from services.registry.domain.vat import national_remark, read_national, read_vat, vat_key

EORI, VAT, NATIONAL = IdentifierType
READERS: Mapping[IdentifierType, Callable[[str], Reading]] = {EORI: read_eori, VAT: read_vat, NATIONAL: read_national}


def claimed_eori(identifiers: Collection[Identifier]) -> str | None:
    """The EORI number as it is compared with those of other operators."""
    return next((eori_key(i.value) for i in identifiers if i.type is EORI), None)


def vat_keys(identifiers: Collection[Identifier]) -> frozenset[str]:
    """The VAT numbers as they are compared with those of other operators."""
    return frozenset(vat_key(i.value) for i in identifiers if i.type is VAT)


def examine_identifiers(
    drafts: tuple[IdentifierDraft, ...], findings: Findings, *, importer: bool, country: str | None
) -> tuple[Identifier, ...]:
    """Clean and judge. An `importer` needs an EORI number; `country` is that of the main address, None: unclear.

    Where nobody says which one is the main one, the EORI number is, or else the first.
    The EORI number need not be of that country: it is valid in every member state.
    """
    if sum(draft.main for draft in drafts) > 1:
        findings.error("/identifiers", "main-identifier", "At most one identifier is the main one.")
    numbers = [draft.type for draft in drafts].count(EORI)
    if numbers > 1:
        findings.error("/identifiers", "eori-twice", "An operator has one EORI number.")
    if numbers == 0 and importer:
        findings.error("/identifiers", "eori-required", "An importer needs an EORI number.")
    read = tuple(_identifier(draft, f"/identifiers/{n}", findings, country) for n, draft in enumerate(drafts))
    others = [(each.type, each.value) for each in read if each.type is not EORI]
    if len(set(others)) < len(others):
        findings.error("/identifiers", "identifier-twice", "The same number stands here twice.")
    return _with_main(read)


def _with_main(read: tuple[Identifier, ...]) -> tuple[Identifier, ...]:
    if not read or any(each.main for each in read):
        return read
    chosen = next((n for n, each in enumerate(read) if each.type is EORI), 0)
    return tuple(each.model_copy(update={"main": n == chosen}) for n, each in enumerate(read))


def _identifier(draft: IdentifierDraft, at: str, findings: Findings, country: str | None) -> Identifier:
    reading = READERS[draft.type](draft.value)
    if draft.type is NATIONAL and reading.error is None:
        reading = Reading(reading.value, warning=national_remark(reading.value, country))
    return Identifier(type=draft.type, value=findings.take(f"{at}/value", reading), main=draft.main)
