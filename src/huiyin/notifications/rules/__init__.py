"""What may be said to whom, when and by which way, without a database."""
