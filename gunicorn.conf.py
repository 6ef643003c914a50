"""How gunicorn serves the guide. HOST, PORT and WEB_CONCURRENCY come from the environment."""

import os
from typing import Any

from django.conf import settings

from accutane_guide.env import read_text
from accutane_guide.starting import check_start, close_connections

bind = f"{read_text('HOST', default='127.0.0.1')}:{read_text('PORT', default='8000')}"
wsgi_app = "accutane_guide.wsgi:application"

if "WEB_CONCURRENCY" not in os.environ:  # gunicorn reads that itself
    workers = (os.cpu_count() or 1) + 1
worker_class = "gthread"  # a slow reader holds a thread, not a worker; connections stay open between requests
threads = 4
timeout = 30
graceful_timeout = 10
keepalive = 5

limit_request_line = 4096  # the longest address of the guide is far below
limit_request_fields = 60
limit_request_field_size = 8190

accesslog = None  # what a reader asked for is nobody's business
errorlog = "-"
loglevel = "error"  # its warnings are of broken requests, with their addresses; the guide logs its own
control_socket_disable = True  # two servers of one user would share its file


def on_starting(server: Any) -> None:
    """Before the first worker. What it imports and makes, the workers share."""
    check_start()
    from education.searching import prepare_search  # noqa: PLC0415  Django is set up by now

    prepare_search()
    close_connections()


def when_ready(server: Any) -> None:
    print(f"The guide is open at {settings.SITE_URL}. Ctrl-C stops it.", flush=True)
