"""The patient's tools: live documents and what a reader says in, answers out. No models, no HTTP."""
