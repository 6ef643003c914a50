"""Document to page, JSON and the rest: pure functions of a document, the day and the clinic. They know no models."""
