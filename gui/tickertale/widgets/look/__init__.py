"""Colors, fonts and style sheets, and what is painted with them."""
