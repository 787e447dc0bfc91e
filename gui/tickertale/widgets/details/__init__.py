"""The right panel: the facts of what is selected, and what it did to the price."""
