"""The contract: what a topic's document holds. Only build.py reads draft rows; the rest knows no models."""
