"""What the chart shows: events on bars, ranges, scales, and the picture of them all."""
