"""Which part of the country a complaint belongs to, as far as its source said."""

import re

_CODE = re.compile(r"\d{2}(\d{2}){0,5}")
_FOREIGN = re.compile(r"([A-Z]{2}-[A-Z0-9]{1,3})")


def area_of(*, region: str, place: str) -> str:
    """Return the first level of the region: `33` of 330106, `US-CA` of US-CA-037.

    Without a code, the last named part of the place, codes and numbers left aside:
    "Abingdon, Maryland, 21009" lies in Maryland.

    >>> area_of(region="330106", place="")
    '33'
    """
    if _CODE.fullmatch(region):
        return region[:2]
    if found := _FOREIGN.match(region):
        return found[1]
    parts = [part.strip() for part in place.split(",")]
    named = [part for part in parts if part and not part.replace("-", "").isdigit()]
    return named[-1] if named else region
