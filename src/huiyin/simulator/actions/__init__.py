"""Playing the operator: hiring, a month of history, live arrivals."""
