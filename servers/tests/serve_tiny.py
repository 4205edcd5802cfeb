"""Starts a real server with tiny random models for the tests of its clients: says its address on one line, serves until standard input ends.

``python serve_tiny.py vouch|hearing|llama-server FOLDER``
"""

from __future__ import annotations

import sys
from pathlib import Path

from vouch_models.spec import ModelSpec


SEEING = {"qwen-vl": "vision-chat", "clip": "image-text-embed", "kokoro": "kokoro"}
HEARING = {"qwen-audio": "audio-chat"}


def specs_in(folder: Path, kinds: dict[str, str]) -> list[ModelSpec]:
    from tiny_models import make

    return [ModelSpec(kind, engine, str(make(kind, folder)), settings={"contextTokens": 4096}) for kind, engine in kinds.items()]


def vouch(folder: Path, kinds: dict[str, str] = SEEING) -> str:
    from conftest import TOKEN, Serving
    from vouch_models.engines import Machine
    from vouch_models.host import Host

    return f"{Serving(Host(specs_in(folder, kinds), Machine(threads=2)), TOKEN).url}/v1 {TOKEN}"


def hearing(folder: Path) -> str:
    return vouch(folder, HEARING)


def llama_server(folder: Path) -> str:
    import tiny_gguf
    import xllamacpp

    model, eyes = tiny_gguf.make(folder)
    parameters = xllamacpp.CommonParams()
    parameters.model.path = str(model)
    parameters.mmproj.path = str(eyes)
    parameters.n_ctx = tiny_gguf.CONTEXT
    parameters.cpuparams.n_threads = 1
    parameters.n_parallel = 1
    # Kept for as long as the process lives.
    global server
    server = xllamacpp.Server(parameters)
    return f"{server.listening_address}/v1"


if __name__ == "__main__":
    start = {"vouch": vouch, "hearing": hearing, "llama-server": llama_server}[sys.argv[1]]
    print(start(Path(sys.argv[2])), flush=True)
    sys.stdin.read()
