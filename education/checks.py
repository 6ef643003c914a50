"""System checks of the guide."""
