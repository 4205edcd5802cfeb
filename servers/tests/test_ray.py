"""The server on Ray Serve: replicas answer behind one address, and each keeps the token."""

from __future__ import annotations

import os
import socket
import threading
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest
from conftest import TOKEN, data_uri, picture, png, until

ray = pytest.importorskip("ray")


@pytest.fixture(scope="module")
def cluster():
    # A busy machine starts its processes slowly: Serve gives up on its proxy after seconds otherwise, and Ray's workers would come last of all.
    os.environ |= {"RAY_USAGE_STATS_ENABLED": "0", "RAY_worker_niceness": "0", "RAY_SERVE_PROXY_READY_CHECK_TIMEOUT_S": "120", "RAY_SERVE_PROXY_HEALTH_CHECK_TIMEOUT_S": "120"}
    ray.init(num_cpus=3, include_dashboard=False, log_to_driver=False, logging_level="ERROR")
    yield ray
    ray.shutdown()


@pytest.fixture
def begin(cluster, tiny):
    """Starts the application at a scale and gives its address."""
    from ray import serve

    from vouch_models.ray_serve import Scale, start

    def at(**scale):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        start([tiny("clip", "image-text-embed")], Scale(**scale), port, TOKEN)
        return f"http://127.0.0.1:{port}"

    yield at
    serve.shutdown()


def test_more_replicas_come_while_requests_queue(begin):
    from ray import serve

    address = begin(least=1, most=2, target=1, patience=1.0)
    client = httpx.Client(base_url=address, headers={"authorization": f"Bearer {TOKEN}"}, timeout=240)
    over = threading.Event()

    def ask(_: int) -> int:
        asked = 0
        while not over.is_set():
            client.post("/v1/embeddings", json={"input": ["a cat"] * 16}).raise_for_status()
            asked += 1
        return asked

    def running() -> int:
        return sum(count for state, count in serve.status().applications["vouch-models"].deployments["vouch-models"].replica_states.items() if state == "RUNNING")

    assert running() == 1
    with ThreadPoolExecutor(6) as pool:
        answered = pool.map(ask, range(6))
        try:
            until(lambda: running() == 2, 200)
        finally:
            over.set()
    assert sum(answered) >= 6


def test_replicas_share_the_requests_and_answer_like_the_server_itself(begin):
    address = begin(least=2, most=2)
    client = httpx.Client(base_url=address, headers={"authorization": f"Bearer {TOKEN}"}, timeout=120)
    assert httpx.get(f"{address}/v1/models", timeout=60).status_code == 401
    body = {"input": ["a cat", {"image": data_uri(png(picture()))}]}
    with ThreadPoolExecutor(6) as pool:
        vectors = list(pool.map(lambda _: [entry["embedding"] for entry in client.post("/v1/embeddings", json=body).raise_for_status().json()["data"]], range(12)))
    assert all(other == pytest.approx(vectors[0][index], abs=1e-4) for answer in vectors for index, other in enumerate(answer) if index == 0)
    # The model is loaded in each replica that was asked: both have been once all say so.
    states: list[str] = []

    def both_loaded() -> bool:
        states.append(client.get("/v1/models").json()["data"][0]["state"])
        client.post("/v1/embeddings", json=body)
        return states[-8:] == ["ready"] * 8

    until(both_loaded, 60)
    refused = client.post("/v1/embeddings", json={"input": [{"image": "data:image/png;base64,AAAA"}]})
    assert (refused.status_code, refused.json()["error"]["code"]) == (400, "input_corrupt")
