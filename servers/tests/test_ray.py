"""The server on Ray Serve: more replicas while requests queue, behind one address, each of which keeps the token."""

from __future__ import annotations

import os
import shutil
import socket
import tempfile
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import httpx
import psutil
import pytest
from conftest import TOKEN, data_uri, picture, png, until

# Read when Ray is imported. On a machine that is busy with other work Ray would put its workers behind all of that, end them for memory that others
# take, and give up on those that are slow to start.
os.environ |= {
    "RAY_USAGE_STATS_ENABLED": "0",
    "RAY_worker_niceness": "0",
    "RAY_memory_monitor_refresh_ms": "0",
    "RAY_health_check_failure_threshold": "40",
    "RAY_SERVE_PROXY_READY_CHECK_TIMEOUT_S": "120",
    "RAY_SERVE_PROXY_HEALTH_CHECK_TIMEOUT_S": "120",
}

import ray
from ray import serve as ray_serve

from vouch_models.ray_serve import Scale, start

BODY = {"input": ["a cat", {"image": data_uri(png(picture()))}]}
#: Replicas that may run, and requests at a time that make the second one worth it.
MOST, CALLERS = 2, 4


@pytest.fixture(scope="module")
def cluster() -> Iterator[None]:
    """Ray on this machine; nothing of it is left at the end."""
    # Its sockets lie in this folder, and the path of a socket may have 107 characters.
    folder = tempfile.mkdtemp(prefix="ray-", dir="/tmp")
    before = set(psutil.Process().children(recursive=True))
    try:
        ray.init(num_cpus=MOST, object_store_memory=80_000_000, include_dashboard=False, log_to_driver=False, logging_level="ERROR", _temp_dir=folder)
        yield
    finally:
        started = set(psutil.Process().children(recursive=True)) - before
        ray.shutdown()
        _, left = psutil.wait_procs(started, timeout=20)
        for process in left:
            process.kill()
        shutil.rmtree(folder)
    assert not left


@dataclass(frozen=True)
class Grown:
    """The application after requests queued at its only replica."""

    client: httpx.Client
    #: Replicas before and after.
    replicas: tuple[int, int]
    answered: int


@pytest.fixture(scope="module")
def grown(cluster: None, tiny: Callable) -> Iterator[Grown]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    start([tiny("clip", "image-text-embed")], Scale(least=1, most=MOST, target=1, patience=1.0), port, TOKEN)
    over = threading.Event()
    with httpx.Client(base_url=f"http://127.0.0.1:{port}", headers={"authorization": f"Bearer {TOKEN}"}, timeout=120) as client, ThreadPoolExecutor(CALLERS) as pool:

        def ask() -> int:
            asked = 0
            while not over.is_set():
                client.post("/v1/embeddings", json=BODY).raise_for_status()
                asked += 1
            return asked

        first = replicas("RUNNING")
        callers = [pool.submit(ask) for _ in range(CALLERS)]
        try:
            # A caller ends before its time where it was refused.
            until(lambda: replicas("STARTING", "RUNNING") == MOST or any(caller.done() for caller in callers), 120)
        finally:
            over.set()
        answered = sum(caller.result() for caller in callers)
        until(lambda: replicas("RUNNING") == MOST, 120)
        yield Grown(client, (first, replicas("RUNNING")), answered)


def replicas(*wanted: str) -> int:
    """How many are in one of these states."""
    states = ray_serve.status().applications["vouch-models"].deployments["vouch-models"].replica_states
    return sum(count for state, count in states.items() if state in wanted)


def test_more_replicas_come_while_requests_queue(grown: Grown) -> None:
    assert grown.replicas == (1, MOST)
    assert grown.answered >= CALLERS


def test_replicas_answer_like_the_server_itself(grown: Grown, serve: Callable, tiny: Callable) -> None:
    expected = vectors(serve(tiny("clip", "image-text-embed")).client)
    with ThreadPoolExecutor(CALLERS) as pool:
        answers = list(pool.map(lambda _: vectors(grown.client), range(12)))
    assert all(vector == pytest.approx(wanted, abs=1e-4) for answer in answers for vector, wanted in zip(answer, expected, strict=True))


def test_each_replica_takes_its_share(grown: Grown) -> None:
    # The model is loaded in each replica that was asked: both have been once all say so.
    states: list[str] = []

    def all_loaded() -> bool:
        states.append(grown.client.get("/v1/models").json()["data"][0]["state"])
        vectors(grown.client)
        return states[-8:] == ["ready"] * 8

    until(all_loaded, 60)


def test_replicas_refuse_like_the_server_itself(grown: Grown) -> None:
    assert {httpx.get(grown.client.base_url.join("/v1/models"), timeout=60).status_code for _ in range(8)} == {401}
    refused = grown.client.post("/v1/embeddings", json={"input": [{"image": "data:image/png;base64,AAAA"}]})
    assert (refused.status_code, refused.json()["error"]["code"]) == (400, "input_corrupt")


def vectors(client: httpx.Client) -> list[list[float]]:
    return [entry["embedding"] for entry in client.post("/v1/embeddings", json=BODY).raise_for_status().json()["data"]]
