"""Entry. ``python -m vouch_models`` serves one model for a parent process; ``python -m vouch_models serve`` serves a file of models."""

from __future__ import annotations

import argparse
import os
import signal
import socket
import sys
import threading
from pathlib import Path

import uvicorn
from fastapi import FastAPI

from .app import create_app
from .engines import Machine
from .host import Host
from .spec import answer, read_models_file, read_start_line

#: Seconds between asking the server to stop and ending the process: native code may be in the middle of an inference.
GRACE = 2.0
#: Exit code of wrong usage, as everywhere in Vouch.
USAGE = 2


def main() -> None:
    """Child of a parent without arguments, a server of its own with ``serve``."""
    if len(sys.argv) == 1:
        serve_parent()
        return
    parser = argparse.ArgumentParser(prog="vouch-models", description="OpenAI-compatible server of PyTorch models.")
    serve = parser.add_subparsers(required=True).add_parser("serve", help="serve the models of a file")
    serve.add_argument("models", type=Path, help="JSON list of {id, engine, source, revision?, settings?, trustCode?}")
    serve.add_argument("--host", default="127.0.0.1")
    serve.add_argument("--port", type=int, default=7800)
    serve.add_argument("--token-env", help="environment variable that holds the bearer token; needed off loopback")
    serve.add_argument("--threads", type=int, default=os.cpu_count() or 1)
    serve.add_argument("--cpu", action="store_true", help="use no GPU")
    serve.add_argument("--devices", type=_devices, default=(), metavar="0,1", help="CUDA devices of this process; default: the first")
    serve.add_argument("--load", action="append", default=[], metavar="ID", help="load this model at the start; may be repeated")
    serve_file(parser.parse_args())


def serve_parent() -> None:
    """Read the start line, load the model, answer with the port, serve until standard input ends: the parent stops it or died."""
    # Ctrl-C reaches the whole process group; the parent decides when its servers stop.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        start = read_start_line(sys.stdin.readline())
        host = Host([start.model], Machine(start.threads, start.gpu))
        host.load(start.model.id)
        app = create_app(host, start.token)
        listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        listener.bind(("127.0.0.1", 0))
    except Exception as error:  # The parent shows the reason to the user.
        answer({"error": {"message": f"{type(error).__name__}: {error}", "code": "start_failed"}})
        sys.exit(1)
    server = _server(app)
    threading.Thread(target=_stop_with_parent, args=(server,), daemon=True).start()
    listener.listen(128)
    answer({"port": listener.getsockname()[1]})
    server.run(sockets=[listener])


def serve_file(arguments: argparse.Namespace) -> None:
    """Serve until a signal ends it."""
    token = os.environ.get(arguments.token_env) if arguments.token_env else None
    try:
        if arguments.token_env and not token:
            raise ValueError(f"the environment variable {arguments.token_env} is empty")
        if token is None and arguments.host not in ("127.0.0.1", "localhost", "::1"):
            raise ValueError(f"--host {arguments.host} is reachable by others: name a token with --token-env")
        if arguments.cpu and arguments.devices:
            raise ValueError("--cpu and --devices exclude each other")
        host = Host(read_models_file(arguments.models), Machine(arguments.threads, not arguments.cpu, arguments.devices))
        for model in arguments.load:
            host.load(model)
    except Exception as error:
        print(f"vouch-models: {error}", file=sys.stderr)
        sys.exit(USAGE)
    _server(create_app(host, token), host=arguments.host, port=arguments.port).run()


def _devices(text: str) -> tuple[int, ...]:
    numbers = text.split(",")
    if not all(number.isascii() and number.isdigit() for number in numbers) or len(set(numbers)) < len(numbers):
        raise argparse.ArgumentTypeError(f"{text} is no list of different device numbers such as 0,1")
    return tuple(int(number) for number in numbers)


def _server(app: FastAPI, **place: str | int) -> uvicorn.Server:
    return uvicorn.Server(uvicorn.Config(app, log_level="warning", lifespan="off", access_log=False, **place))


def _stop_with_parent(server: uvicorn.Server) -> None:
    while sys.stdin.readline():
        pass
    server.should_exit = True
    threading.Event().wait(GRACE)
    os._exit(0)


if __name__ == "__main__":
    main()
