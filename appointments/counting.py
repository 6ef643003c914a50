"""Numbers for the desk."""
