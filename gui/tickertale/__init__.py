"""Tickertale: dated events on the share-price curve that they may have moved."""
