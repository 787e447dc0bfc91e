"""Events as they are listed, filtered, selected and told of."""
