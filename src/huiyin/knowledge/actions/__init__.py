"""All that can be done to an article, one file per verb."""
