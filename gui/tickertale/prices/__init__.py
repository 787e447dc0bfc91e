"""Price sources, bars, exchange calendars and the time scale; numpy in and out, no Qt."""
