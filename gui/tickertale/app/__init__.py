"""Composition root of the desktop window: the one place that constructs things."""
