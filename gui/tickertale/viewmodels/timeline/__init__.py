"""The timeline read against prices, and what the user does to it."""
