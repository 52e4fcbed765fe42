"""Hyphens: what people paste from documents instead of the plain one."""

_DASHES = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d", "-"))
_INVISIBLE = str.maketrans(dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060\ufeff"))


def plain_hyphens(text: str) -> str:
    """Every dash as a plain hyphen; soft hyphens and zero-width characters away."""
    return text.translate(_DASHES).translate(_INVISIBLE)
