"""Timers: promises about time that survive a restart. Cost follows what is due."""
