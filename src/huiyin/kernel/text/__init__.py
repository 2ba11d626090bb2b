"""Reading what customers write: pure functions, no database, no framework."""
