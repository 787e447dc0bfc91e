"""Figures for print: their sheet, their files and the dialog that exports them."""
