"""Static files for production: hashed, compressed, and the site's stylesheet in one request."""

import re
from collections.abc import Iterator
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import InMemoryStorage
from whitenoise.storage import CompressedManifestStaticFilesStorage

STYLESHEET = "css/site.css"
_COMMENT_OR_BLANKS = re.compile(r"/\*.*?\*/|\s+", re.DOTALL)
_IMPORT = re.compile(r'@import "(?P<path>[^"]+)"(?: layer\((?P<layer>[\w.]+)\))?;')


class OneStylesheetStorage(CompressedManifestStaticFilesStorage):
    """Puts the files that site.css imports into it. Without this storage the imports work as they stand."""

    support_js_module_import_aggregation = True  # a module that is imported has a hash in its name, too

    def post_process(self, paths: dict[str, Any], dry_run: bool = False, **options: Any) -> Iterator[Any]:
        if STYLESHEET in paths and not dry_run:
            joined = InMemoryStorage()
            joined.save(STYLESHEET, ContentFile(squeeze(self._join_imports(paths)).encode()))
            paths = {**paths, STYLESHEET: (joined, STYLESHEET)}
        yield from super().post_process(paths, dry_run=dry_run, **options)

    def _join_imports(self, paths: dict[str, Any]) -> str:
        def read(name: str) -> str:
            storage, path = paths[name]
            with storage.open(path) as file:
                return file.read().decode()

        def put_in(match: re.Match[str]) -> str:
            styles = read("css/" + match["path"])
            return f"@layer {match['layer']} {{\n{styles}}}\n" if match["layer"] else styles

        return _IMPORT.sub(put_in, read(STYLESHEET))


def squeeze(styles: str) -> str:
    """*styles* without comments and needless blanks. No string in them may hold two blanks in a row or a comment."""
    return " ".join(_COMMENT_OR_BLANKS.sub(" ", styles).split())
