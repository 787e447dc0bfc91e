"""What the user sees and touches: panels, the chart, gestures, theme and figure rendering."""
