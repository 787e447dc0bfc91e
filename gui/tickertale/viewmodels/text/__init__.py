"""How dates, numbers and names are written for the user."""
