"""What REST needs besides a framework: problem bodies, idempotency, rates, tags."""
