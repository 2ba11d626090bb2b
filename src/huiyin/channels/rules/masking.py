"""Addresses as a screen shows them: enough to recognise, not enough to write to."""


def mask_address(address: str) -> str:
    """Return `ad***@example.com` for a mail address, `138****5678` for a number."""
    name, at, host = address.partition("@")
    if at:
        return f"{name[:2]}***@{host}"
    if len(address) < 7:
        return "***"
    return f"{address[:-8]}****{address[-4:]}" if len(address) > 8 else f"***{address[-4:]}"
