"""Reading grade of the guide's words. Knows nothing of documents or models."""
