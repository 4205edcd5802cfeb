"""How the server gets on, for who must tell a slow one from one that hangs."""

from __future__ import annotations

import threading

import httpx
import pytest
import torch
from conftest import data_uri, picture, png, tone, until

from vouch_models.engines.image_text import ImageTextEngine


def look(server) -> tuple[int, int]:
    told = server.client.get("/activity").json()
    return told["running"], told["progress"]


def test_it_tells_to_nobody_without_the_token(serve, tiny):
    server = serve(tiny("clip", "image-text-embed"))
    assert httpx.get(f"{server.url}/activity").status_code == 401


def test_each_token_of_a_reply_is_progress_and_a_server_at_rest_stands_still(serve, tiny):
    server = serve(tiny("qwen-vl", "vision-chat"))
    server.post("/admin/load", json={"model": "qwen-vl"})
    before = look(server)[1]
    body = {"messages": [{"role": "user", "content": "Tell a long story"}], "max_tokens": 64, "temperature": 1.0, "seed": 1}
    tokens = server.post("/v1/chat/completions", json=body).json()["usage"]["completion_tokens"]
    rested = look(server)
    assert rested[0] == 0
    # Two layers and the token itself each, and the end of the request.
    assert rested[1] - before > tokens * 3
    assert look(server) == rested


@pytest.mark.parametrize(
    ("kind", "engine", "path", "request_body"),
    [
        ("detr", "detect", "/v1/detections", {"content": png(picture())}),
        ("stable-diffusion", "text-to-image", "/v1/images/generations", {"json": {"prompt": "a cat", "size": "64x64", "steps": 3}}),
        ("music-gen", "text-to-audio", "/v1/audio/generations", {"json": {"prompt": "rain", "duration": 0.1}}),
        ("kokoro", "kokoro", "/v1/audio/speech", {"json": {"input": "One. Two. Three."}}),
        ("clap", "audio-text", "/v1/audio/tags", {"files": {"file": ("a.wav", tone(0.5))}, "data": {"labels": ["rain"]}}),
    ],
)
def test_all_work_is_progress_before_its_answer_is_there(serve, tiny, kind, engine, path, request_body):
    server = serve(tiny(kind, engine))
    server.post("/admin/load", json={"model": kind})
    before = look(server)[1]
    server.post(path, **request_body).raise_for_status()
    # The end of a request counts one.
    assert look(server)[1] > before + 1


def test_a_request_that_hangs_runs_without_progress_and_one_that_waits_for_a_load_does_not_run(serve, tiny, monkeypatch):
    server = serve(tiny("clip", "image-text-embed"))
    loading, may_load, may_end = threading.Event(), threading.Event(), threading.Event()
    original = ImageTextEngine.__init__

    def slow(self, *arguments):
        loading.set()
        assert may_load.wait(20)
        original(self, *arguments)

    monkeypatch.setattr(ImageTextEngine, "__init__", slow)
    monkeypatch.setattr(ImageTextEngine, "embed_images", lambda self, images: may_end.wait(20) and [torch.ones(2).numpy() for _ in images])
    sending = threading.Thread(target=lambda: server.post("/v1/embeddings", json={"input": [{"image": data_uri(png(picture()))}]}))
    sending.start()
    assert loading.wait(20)
    assert look(server)[0] == 0
    may_load.set()
    until(lambda: look(server)[0] == 1, 20)
    hanging = look(server)
    assert look(server) == hanging
    may_end.set()
    sending.join(20)
    assert look(server)[0] == 0
