"""Events as a list and as a table: found, filtered, selected and merged."""
