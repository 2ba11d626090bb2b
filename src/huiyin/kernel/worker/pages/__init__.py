"""The health of the system, what is parked, and the journal."""
