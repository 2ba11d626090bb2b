"""Who works here: departments, teams, people, skills, shifts, capacity, authority, routes.

Owns departments, teams, people, shifts, absences, authority limits, routes, escalation
contacts. Publishes what changes who can take work (`ShiftStarted`, `AbsenceEnded`,
`CapacityChanged` ...) and who decides what (`AuthoritySet`, `RouteDefined` ...). Reacts to
nothing: it stands at the bottom, beside customers and standards.
"""
