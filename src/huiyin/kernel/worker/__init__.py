"""The worker: what runs beside the pages. Tells reactions, rings timers, does periodic works.

Any number of workers may run; each piece of work is leased by one of them at a time, in the
database, so that one that dies leaves nothing undone and nothing done twice.
"""
