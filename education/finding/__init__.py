"""Finds what somebody means in what they typed. Knows words alone: no models, no documents."""
