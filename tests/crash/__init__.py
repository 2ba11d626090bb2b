"""What a crash, an outage or a full disk must not do."""
