"""People, teams, the duty roster, routes."""
