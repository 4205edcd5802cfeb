"""The server on Ray Serve: replicas answer behind one address, and each keeps the token."""

from __future__ import annotations

import os
import socket
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest
from conftest import TOKEN, data_uri, picture, png, until

ray = pytest.importorskip("ray")


@pytest.fixture
def address(tiny):
    from ray import serve

    from vouch_models.ray_serve import Scale, start

    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    # A busy machine starts its processes slowly; Serve gives up on its proxy after seconds otherwise.
    os.environ |= {"RAY_USAGE_STATS_ENABLED": "0", "RAY_SERVE_PROXY_READY_CHECK_TIMEOUT_S": "120", "RAY_SERVE_PROXY_HEALTH_CHECK_TIMEOUT_S": "120"}
    ray.init(num_cpus=3, include_dashboard=False, log_to_driver=False, logging_level="ERROR")
    try:
        start([tiny("clip", "image-text-embed")], Scale(least=2, most=2), port, TOKEN)
        yield f"http://127.0.0.1:{port}"
    finally:
        serve.shutdown()
        ray.shutdown()


def test_replicas_share_the_requests_and_answer_like_the_server_itself(address):
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
