"""What we promise: topics, service standards, SLA policies, legal limits, working calendars."""
