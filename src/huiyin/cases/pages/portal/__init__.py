"""What customers see: say it, follow it, rate it. Plain words, one thing at a time."""
