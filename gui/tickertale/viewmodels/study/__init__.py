"""What events did to the price: one event, and samples of many."""
