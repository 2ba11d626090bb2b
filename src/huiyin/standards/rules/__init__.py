"""What is promised to whom, decided without a database."""
