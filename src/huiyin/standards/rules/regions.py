"""Regions: GB/T 2260 codes (33, 3301, 330106) in China, `GB` or `US-CA` elsewhere."""


def region_chain(region: str, *, home: str) -> tuple[str, ...]:
    """Return the region and all that contain it, smallest first; none means `home`.

    >>> region_chain("330106", home="CN")
    ('330106', '3301', '33', 'CN')
    >>> region_chain("US-CA", home="CN")
    ('US-CA', 'US')
    """
    region = region or home
    if region[:2].isdigit():
        lengths = [length for length in (6, 4, 2) if length <= len(region)]
        return (*(region[:length] for length in lengths), "CN")
    parts = region.split("-")
    return tuple("-".join(parts[:count]) for count in range(len(parts), 0, -1))
