"""All that can be done to the standards, one file per verb."""
