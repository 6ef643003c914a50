"""Requests in the desk's words."""
