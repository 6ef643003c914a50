"""Bring the words of an edition back into the draft rows, to go on editing from there."""
