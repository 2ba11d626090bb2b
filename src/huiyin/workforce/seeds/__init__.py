"""What a new operator begins with: departments, teams, routes, limits. All can be changed."""
