"""What REST needs besides a framework: problem bodies, idempotency, paging, rates."""
