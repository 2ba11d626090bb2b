"""What we promise: topics, service standards, SLA policies, legal limits, working calendars.

Owns: the tree of topics (what a customer complains of) and, apart from it, the tree of causes
(what was found); service standards; policies with their versions; legal limits per country and
province; working calendars.
Publishes: PolicyRevised, CalendarRevised, TopicRevised, StandardRevised, LegalLimitAdded,
ReviewFallsDue.
Reacts to: nothing.
"""
