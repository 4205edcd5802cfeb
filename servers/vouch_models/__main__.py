"""Entry: ``python -m vouch_models``. Serves until standard input ends, which is when the parent stops it or dies."""

from __future__ import annotations

import os
import signal
import socket
import sys
import threading

import uvicorn

from .app import create_app
from .engine import load_engine
from .start_line import answer, read_start_line

#: Seconds between asking the server to stop and ending the process: native code may be in the middle of an inference.
GRACE = 2.0


def main() -> None:
    """Read the start line, load the model, answer with the port, serve."""
    # Ctrl-C reaches the whole process group; the parent decides when its servers stop.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        start = read_start_line(sys.stdin.readline())
        app = create_app(load_engine(start), start)
        listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        listener.bind(("127.0.0.1", 0))
    except Exception as error:  # The parent shows the reason to the user.
        answer({"error": {"message": f"{type(error).__name__}: {error}", "code": "start_failed"}})
        sys.exit(1)
    server = uvicorn.Server(uvicorn.Config(app, log_level="warning", lifespan="off", access_log=False))
    threading.Thread(target=_stop_with_parent, args=(server,), daemon=True).start()
    listener.listen(128)
    answer({"port": listener.getsockname()[1]})
    server.run(sockets=[listener])


def _stop_with_parent(server: uvicorn.Server) -> None:
    while sys.stdin.readline():
        pass
    server.should_exit = True
    threading.Event().wait(GRACE)
    os._exit(0)


if __name__ == "__main__":
    main()
