"""Articles for staff: finding, reading, writing, comparing, voting."""
