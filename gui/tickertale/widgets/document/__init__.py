"""Dialogs about the document as a whole: new, import, history, categories."""
