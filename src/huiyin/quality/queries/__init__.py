"""What is read of samples of answers."""
