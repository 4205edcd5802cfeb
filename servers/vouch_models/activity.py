"""How this process gets on: who supervises it asks for it, to tell a slow server from one that hangs."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

_lock = threading.Lock()
_running = 0
_progress = 0


@contextmanager
def request_running() -> Iterator[None]:
    """A request has its model. Those that wait for one to be loaded are not counted: a load may take long, and has a limit of its own."""
    global _running
    with _lock:
        _running += 1
    try:
        yield
    finally:
        with _lock:
            _running -= 1
        progressed()


def progressed(*_: Any) -> None:
    """Something was computed: a layer for a token or a piece of the prompt, a step of a picture, a sentence. Takes any arguments, as hooks hand them."""
    global _progress
    with _lock:
        _progress += 1


def activity() -> dict[str, int]:
    """Requests that models are answering, and a number that grows with all that is computed; the same fields as in the Node engines."""
    return {"running": _running, "progress": _progress}
