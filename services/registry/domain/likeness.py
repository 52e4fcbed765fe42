"""Likeness of names: whether two operators are probably one that somebody typed twice (domain section 8)."""

from collections import Counter

from rapidfuzz import fuzz

from services.registry.domain.folding import fold

ALIKE = 88
"""Out of 100; from here on a person should look."""
SHORTEST = 5
"""Letters; shorter names are alike only when they are the same."""
CONTAINED = 8
"""Letters that must be in common when all words of one name stand in the other."""
BEGINNING = 2
"""Letters."""

LEGAL_FORMS = frozenset(
    (  # noqa: SIM905
        "ab ag aps as asbl bv bvba co comm coop cooperative cv cvba doo dooel eeig eg ehf ek eood eurl gbr gie gmbh hf "
        "ie inc kft kg kgaa kom lda limited llc lp ltd mbh nv nyrt oe ooo oy oyj plc sa sarl sas sasu sc sca scop scrl "
        "scs sgps sicav sl slu snc spa sprl spzoo srl srls sro ug und vof vzw zrt"
    ).split()
)
"""Words that say what a company is in law, not which one (own knowledge)."""


def core(name: str) -> str:
    """The folded words of a name without its legal form: `ALPRO Comm.V.A.` and `Alpro NV` are both `alpro`."""
    words = fold(name).split()
    while len(words) > 1 and _is_form(words[-1]):
        words.pop()
    while len(words) > 1 and words[0] in LEGAL_FORMS:
        words.pop(0)
    return " ".join(words)


def likeness(one: str, other: str) -> int:
    """How like two names are, 0 to 100. Numbers in names tell companies apart: `Farm 12` is not `Farm 13`."""
    a, b = core(one), core(other)
    if a == b:
        return 100
    if _numbers(a) != _numbers(b) or min(len(a), len(b)) < SHORTEST:
        return 0
    found = max(fuzz.token_sort_ratio(a, b), fuzz.ratio(a.replace(" ", ""), b.replace(" ", "")))
    fewer, more = sorted((set(a.split()), set(b.split())), key=len)
    if fewer <= more and sum(map(len, fewer)) >= CONTAINED:
        found = max(found, float(ALIKE))
    return round(found)


def probes(name: str) -> frozenset[str]:
    """Letters in a row of which at least one is left by a slip of the pen: where candidates are looked for.

    Of the two longest words the first and the last letters: three of them, two of a shorter word.
    """
    words = sorted(set(core(name).split()), key=len, reverse=True)[:2]
    found: set[str] = set()
    for word in words:
        size = 3 if len(word) >= 8 else 2
        found |= {word[:size], word[-size:]}
    return frozenset(found)


def beginnings(name: str) -> frozenset[str]:
    """First letters of the folded name, with and without its legal form: most names that are alike begin alike."""
    return frozenset(words[:BEGINNING] for words in (fold(name), core(name)) if words)


def _is_form(word: str) -> bool:
    return word in LEGAL_FORMS or (len(word) == 1 and word.isalpha())


def _numbers(folded: str) -> Counter[str]:
    return Counter(word for word in folded.split() if any(c.isdigit() for c in word))
