"""The admin: where staff edit drafts and publish them. One module a concern."""
