"""Requests as a CSV file."""
