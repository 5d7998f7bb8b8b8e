"""The flows between form, list, panel and dialogs: one controller a feature."""
