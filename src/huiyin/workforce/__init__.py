"""Who works here: departments, teams, people, skills, shifts, authority."""
