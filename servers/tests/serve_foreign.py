"""Starts a server of others around tiny random models, for the tests of our clients: says its address on one line, ends with standard input.

``python serve_foreign.py KIND MODELS_FOLDER PROGRAM...``: KIND is a key of ``SERVERS``, the folder holds what ``tiny_models.make`` and
``tiny_gguf`` made, PROGRAM is the command of the server (its own environment's), to which the arguments are added.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

#: No server is to ask the world for anything, nor to tell it.
QUIET = {"HF_HUB_OFFLINE": "1", "TRANSFORMERS_OFFLINE": "1", "DO_NOT_TRACK": "1"}
START_SECONDS = 280.0
#: Tokens; it reckons 768 for each picture, and ten stand for a video.
OLLAMA_CONTEXT = 16384


@dataclass(frozen=True)
class Server:
    """How one kind of server is started."""

    #: Its arguments, for the folder of the models and the port.
    arguments: Callable[[Path, int], list[str]]
    #: Answers once it serves.
    health: str
    #: For the folder of the models and the port.
    env: Callable[[Path, int], Mapping[str, str]] = field(default=lambda folder, port: {})
    #: Before it starts.
    prepare: Callable[[Path], None] = field(default=lambda folder: None)
    #: Once it serves: has it take its model, at its root address.
    load: Callable[[Path, str], None] = field(default=lambda folder, root: None)


def main(kind: str, folder: Path, program: list[str]) -> None:
    wanted = SERVERS[kind]
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    wanted.prepare(folder)
    # Also where this program is ended by a signal, its server ends with it.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    root = f"http://127.0.0.1:{port}"
    env = {**os.environ, **QUIET, "HF_HOME": str(folder / "home"), **wanted.env(folder, port)}
    server = subprocess.Popen([*program, *wanted.arguments(folder, port)], stdout=sys.stderr, stdin=subprocess.DEVNULL, env=env, start_new_session=True)
    try:
        until_answers(f"{root}{wanted.health}", server)
        wanted.load(folder, root)
        print(f"{root}/v1", flush=True)
        sys.stdin.read()
    finally:
        # Where it ended by itself nothing of its group may be left.
        with contextlib.suppress(ProcessLookupError):
            os.killpg(server.pid, signal.SIGKILL)


def until_answers(url: str, server: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end:
        if server.poll() is not None:
            raise SystemExit(f"the server ended {how_it_ended(server.returncode)} while it started")
        try:
            with urllib.request.urlopen(url, timeout=2):
                return
        except OSError:
            time.sleep(0.2)
    raise SystemExit("the server did not answer in time")


def how_it_ended(status: int) -> str:
    if status == -signal.SIGILL:
        return "because it was compiled for another processor than this one"
    return f"by the signal {signal.Signals(-status).name}" if status < 0 else f"with status {status}"


def post(url: str, body: dict[str, Any] | bytes) -> None:
    """Sends JSON, or bytes as they are, and reads the answer to its end. A refusal is told with the server's words."""
    data = body if isinstance(body, bytes) else json.dumps(body).encode()
    request = urllib.request.Request(url, data, {"content-type": "application/json"})
    try:
        with urllib.request.urlopen(request, timeout=START_SECONDS) as response:
            response.read()
    except urllib.error.HTTPError as refusal:
        raise SystemExit(f"{url} answered {refusal.code}: {refusal.read().decode(errors='replace')}") from refusal


def for_older_transformers(folder: Path) -> None:
    """Infinity has version 4 of transformers, which reads the processor from other files."""
    place = folder / "clip"
    tokenizer = place / "tokenizer_config.json"
    tokenizer.write_text(json.dumps({**json.loads(tokenizer.read_text()), "tokenizer_class": "PreTrainedTokenizerFast"}))
    processor = json.loads((place / "processor_config.json").read_text())
    (place / "preprocessor_config.json").write_text(json.dumps(processor["image_processor"]))


def launch_in_xinference(folder: Path, root: str) -> None:
    """Xinference serves what it is told to launch; the entry of its catalogue says how a model is talked to, the folder has the weights."""
    entry = {"model_name": "qwen2.5-vl-instruct", "model_engine": "transformers", "model_format": "pytorch", "model_size_in_billions": "3", "quantization": "none"}
    post(f"{root}/v1/models", {**entry, "model_uid": "qwen-vl", "model_type": "LLM", "model_path": str(folder / "qwen-vl"), "n_gpu": None, "min_pixels": 56 * 56, "max_pixels": 112 * 112})


def create_in_ollama(folder: Path, root: str) -> None:
    """Ollama makes models of files that were sent to it."""
    for model, names in {"tiny": ["tiny.gguf", "projector.gguf"], "embedder": ["embedder.gguf"]}.items():
        files = {}
        for name in names:
            content = (folder / name).read_bytes()
            digest = f"sha256:{hashlib.sha256(content).hexdigest()}"
            post(f"{root}/api/blobs/{digest}", content)
            files[name] = digest
        post(f"{root}/api/create", {"model": model, "files": files, "parameters": {"num_ctx": OLLAMA_CONTEXT}, "stream": False})


def port_of(port: int) -> list[str]:
    return ["--host", "127.0.0.1", "--port", str(port)]


def llama_server(folder: Path, port: int) -> list[str]:
    return ["--model", str(folder / "tiny.gguf"), "--mmproj", str(folder / "projector.gguf"), "--threads", "1", "--parallel", "1", *port_of(port)]


def llama_cpp_python(folder: Path, port: int, model: str = "tiny") -> list[str]:
    return ["-m", "llama_cpp.server", "--model", str(folder / f"{model}.gguf"), "--model_alias", model, "--n_ctx", "512", "--n_threads", "1", *port_of(port)]


#: Of random weights a grammar that lets them put blanks would get nothing else.
NO_BLANKS = ["--structured-outputs-config", '{"backend": "xgrammar", "disable_any_whitespace": true}']

SERVERS: dict[str, Server] = {
    "transformers": Server(lambda folder, port: ["serve", "--device", "cpu", *port_of(port), str(folder / "qwen-vl")], "/health"),
    "infinity": Server(
        lambda folder, port: ["v2", "--model-id", str(folder / "clip"), "--served-model-name", "clip", "--engine", "torch", "--device", "cpu", "--no-bettertransformer", "--no-model-warmup", "--url-prefix", "/v1", *port_of(port)],
        "/v1/models",
        prepare=for_older_transformers,
    ),
    "vllm": Server(
        lambda folder, port: ["-m", "vllm.entrypoints.openai.api_server", "--model", str(folder / "qwen-vl"), "--served-model-name", "qwen-vl", *port_of(port), "--max-model-len", "4096", "--enforce-eager", "--dtype", "float32", *NO_BLANKS],
        "/health",
        env=lambda folder, port: {"VLLM_NO_USAGE_STATS": "1", "VLLM_CPU_KVCACHE_SPACE": "1"},
    ),
    "xinference": Server(
        lambda folder, port: port_of(port),
        "/status",
        # Without the first it wants the key of an account that nobody has made yet.
        env=lambda folder, port: {"XINFERENCE_AUTH_ADVANCED": "0", "XINFERENCE_HOME": str(folder / "xinference"), "XINFERENCE_ENABLE_VIRTUAL_ENV": "0", "XINFERENCE_DISABLE_METRICS": "1"},
        load=launch_in_xinference,
    ),
    "llama-server": Server(lambda folder, port: [*llama_server(folder, port), "--ctx-size", "512"], "/health"),
    "llama-server-embeddings": Server(lambda folder, port: [*llama_server(folder, port), "--embeddings", "--pooling", "mean"], "/health"),
    "llama-cpp-python": Server(llama_cpp_python, "/v1/models"),
    "llama-cpp-python-embeddings": Server(lambda folder, port: [*llama_cpp_python(folder, port, "embedder"), "--embedding", "true"], "/v1/models"),
    "ollama": Server(
        lambda folder, port: ["serve"],
        "/api/version",
        env=lambda folder, port: {"OLLAMA_HOST": f"127.0.0.1:{port}", "OLLAMA_MODELS": str(folder / "ollama"), "OLLAMA_NO_CLOUD": "1", "HOME": str(folder / "home")},
        load=create_in_ollama,
    ),
}


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), sys.argv[3:])
