"""The price chart with its tool bar, its overview and all that is done on it."""
