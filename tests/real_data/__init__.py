"""Real complaint files, taken as they are; skipped where they are missing."""
