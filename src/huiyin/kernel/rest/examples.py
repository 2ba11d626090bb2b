"""Examples in the schema: what a body looks like, said where its fields are declared."""

from typing import Any


def example(**values: Any) -> dict[str, Any]:
    """Return these values as the example of a body's schema."""
    return {"examples": [values]}
