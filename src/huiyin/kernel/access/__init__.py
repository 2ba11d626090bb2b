"""Who may do and see what: roles, scopes, the actor, one door to what may be seen."""
