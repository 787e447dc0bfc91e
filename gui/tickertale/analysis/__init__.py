"""Layout maths and event statistics: arrays in, frozen results out."""
