"""Appointment requests: asked by patients, kept, and answered by the clinic from a queue."""
