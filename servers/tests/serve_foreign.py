"""Starts a server of others around tiny random models, for the tests of our clients: says its address on one line, ends with standard input.

``python serve_foreign.py transformers|infinity|vllm MODELS_FOLDER PROGRAM...``: the folder holds what ``tiny_models.make`` made, PROGRAM is the
command of the server (its own environment's), to which the arguments are added.
"""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path


def arguments(kind: str, folder: Path, port: int) -> tuple[list[str], str]:
    """What the program is told, and the route that answers once it serves."""
    if kind == "transformers":
        return ["serve", "--device", "cpu", "--port", str(port), str(folder / "qwen-vl")], "/health"
    if kind == "infinity":
        return ["v2", "--model-id", str(folder / "clip"), "--served-model-name", "clip", "--engine", "torch", "--device", "cpu", "--no-bettertransformer", "--no-model-warmup", "--url-prefix", "/v1", "--port", str(port)], "/v1/models"
    return ["serve", str(folder / "qwen-vl"), "--served-model-name", "qwen-vl", "--port", str(port), "--max-model-len", "4096", "--enforce-eager", "--dtype", "float32"], "/health"


def main(kind: str, folder: Path, program: list[str]) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    if kind == "infinity":
        for_older_transformers(folder / "clip")
    # Also where this program is ended by a signal, its server ends with it.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    told, route = arguments(kind, folder, port)
    quiet = {"HF_HUB_OFFLINE": "1", "HF_HOME": str(folder / "home"), "DO_NOT_TRACK": "1", "VLLM_NO_USAGE_STATS": "1", "VLLM_CPU_KVCACHE_SPACE": "1"}
    server = subprocess.Popen([*program, *told], stdout=sys.stderr, stdin=subprocess.DEVNULL, env={**os.environ, **quiet}, start_new_session=True)
    try:
        until_answers(f"http://127.0.0.1:{port}{route}", server)
        print(f"http://127.0.0.1:{port}/v1", flush=True)
        sys.stdin.read()
    finally:
        os.killpg(server.pid, signal.SIGKILL)


def for_older_transformers(place: Path) -> None:
    """Infinity has version 4 of transformers, which reads the processor from other files."""
    tokenizer = place / "tokenizer_config.json"
    tokenizer.write_text(json.dumps({**json.loads(tokenizer.read_text()), "tokenizer_class": "PreTrainedTokenizerFast"}))
    processor = json.loads((place / "processor_config.json").read_text())
    (place / "preprocessor_config.json").write_text(json.dumps(processor["image_processor"]))


def until_answers(url: str, server: subprocess.Popen[bytes], seconds: float = 280.0) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if server.poll() is not None:
            raise SystemExit(f"the server ended with {server.returncode} while it started")
        try:
            with urllib.request.urlopen(url, timeout=2):
                return
        except OSError:
            time.sleep(0.2)
    raise SystemExit("the server did not answer in time")


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), sys.argv[3:])
