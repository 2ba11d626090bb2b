"""What the platform made of what was played."""
