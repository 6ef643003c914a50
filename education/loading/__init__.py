"""Fixture files to draft rows and back, never over an edit of staff."""
