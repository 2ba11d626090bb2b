"""What we know: articles for staff and customers, and which of them answers a case."""
