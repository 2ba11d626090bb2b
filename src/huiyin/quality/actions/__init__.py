"""What is done to samples of answers."""
