"""All that can be done to customers, a file per verb."""
