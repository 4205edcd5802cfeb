"""What holds for every model: the token, limits, lists, loading, unloading, failures after which the server still serves."""

from __future__ import annotations

import gc
import json
import os
import socket
import subprocess
import sys
import threading
import weakref
from pathlib import Path
from typing import Any

import httpx
import pytest
import torch
import transformers
from conftest import TOKEN, data_uri, picture, png, until
from tiny_models import word_tokenizer

from vouch_models.engines.image_text import ImageTextEngine
from vouch_models.errors import WireError
from vouch_models.engines import Machine
from vouch_models.host import Host
from vouch_models.memory import resident_bytes
from vouch_models.spec import ModelSpec, read_models_file


def code(response: httpx.Response) -> str:
    return str(response.json()["error"]["code"])


def test_nothing_answers_without_the_token(serve, tiny):
    server = serve(tiny("clip", "image-text-embed"))
    for path in ("/health", "/v1/models", "/metrics"):
        response = httpx.get(server.url + path)
        assert (response.status_code, code(response)) == (401, "unauthorized")
    assert httpx.get(server.url + "/health", headers={"authorization": "Bearer wrong"}).status_code == 401
    assert server.client.get("/health").json()["status"] == "ok"


def test_a_body_of_unknown_or_too_large_size_is_refused_before_it_is_read(serve, tiny):
    server = serve(tiny("clip", "image-text-embed"))
    assert code(server.post("/v1/embeddings", content=iter([b"{}"]))) == "length_required"
    with socket.create_connection(("127.0.0.1", int(server.url.rsplit(":", 1)[1])), timeout=10) as raw:
        raw.sendall(f"POST /v1/depth HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {TOKEN}\r\nContent-Length: {10**12}\r\n\r\n".encode())
        answer = ""
        while "}}" not in answer and (piece := raw.recv(4096)):
            answer += piece.decode()
    assert answer.startswith("HTTP/1.1 413")
    assert "input_too_large" in answer


def test_models_are_listed_with_modalities_and_measured_memory_and_load_on_demand(serve, tiny):
    server = serve(tiny("clip", "image-text-embed"), tiny("detr", "detect"))
    before = {model["id"]: model for model in server.client.get("/v1/models").json()["data"]}
    assert before["clip"]["state"] == "declared"
    assert before["clip"]["modalities"] == {"in": ["text", "image"], "out": ["embedding"]}
    assert server.client.get("/health").json()["models"] == []
    assert server.post("/v1/embeddings", json={"input": "a cat"}).status_code == 200
    after = {model["id"]: model["state"] for model in server.client.get("/v1/models").json()["data"]}
    assert after == {"clip": "ready", "detr": "declared"}
    assert server.client.get("/health").json()["models"] == ["clip"]


def test_unloading_gives_the_memory_back_and_the_model_comes_again_when_it_is_needed(serve, tiny):
    server = serve(tiny("qwen-vl", "vision-chat"))
    held = torch.cuda.memory_allocated() if torch.cuda.is_available() else 0
    assert server.post("/admin/load", json={"model": "qwen-vl"}).json()["state"] == "ready"
    slot = server.host.slots()[0]
    assert slot.engine is not None
    assert server.post("/admin/unload", json={"model": "qwen-vl"}).json() | {"object": ""} == {
        "id": "qwen-vl", "object": "", "owned_by": "vouch", "job": "see", "modalities": {"in": ["text", "image", "video"], "out": ["text", "json"]}, "state": "declared", "memory_bytes": 0,
    }
    assert slot.engine is None
    if torch.cuda.is_available():
        assert torch.cuda.memory_allocated() == held
    body = {"messages": [{"role": "user", "content": "Hello"}], "max_tokens": 2}
    assert server.post("/v1/chat/completions", json=body).status_code == 200


@pytest.mark.parametrize(
    ("kind", "engine"),
    [("qwen-vl", "vision-chat"), ("qwen-audio", "audio-chat"), ("clip", "image-text-embed"), ("detr", "detect"), ("clap", "audio-text"), ("music-gen", "text-to-audio"), ("stable-diffusion", "text-to-image"), ("stable-audio", "diffuse-audio")],
)
def test_after_unloading_nothing_holds_a_weight_of_the_model(tiny, kind, engine):
    host = Host([tiny(kind, engine)], Machine(threads=1))
    slot = host.load(kind)
    assert slot.engine is not None
    slot.engine.check()
    weights = [weakref.ref(tensor) for part in _modules_of(slot.engine) for tensor in part.parameters()]
    assert len(weights) > 4
    host.unload(kind)
    gc.collect()
    assert [weight for weight in weights if weight() is not None] == []


def _modules_of(engine: Any) -> list[torch.nn.Module]:
    """The networks of an engine: one, or those of its pipeline."""
    held = list(vars(engine).values())
    parts = [part for value in held for part in getattr(value, "components", {}).values()]
    return [part for part in (*held, *parts) if isinstance(part, torch.nn.Module)]


@pytest.mark.skipif(sys.platform != "linux" or torch.cuda.is_available(), reason="tells resident memory of the moment on Linux alone; a GPU holds the weights itself")
def test_unloading_gives_main_memory_back_to_the_system(tmp_path):
    vision = dict(hidden_size=512, intermediate_size=8192, num_hidden_layers=4, num_attention_heads=2, image_size=32, patch_size=8)
    text = dict(vocab_size=15, hidden_size=32, intermediate_size=32, num_hidden_layers=1, num_attention_heads=2, max_position_embeddings=16, eos_token_id=3, bos_token_id=2)
    with torch.device("meta"):
        shape = transformers.CLIPModel(transformers.CLIPConfig(text_config=text, vision_config=vision, projection_dim=16))
    shape.to_empty(device="cpu").save_pretrained(tmp_path)
    weights = shape.num_parameters() * 4
    del shape
    transformers.CLIPProcessor(transformers.CLIPImageProcessor(size={"shortest_edge": 32}, crop_size=32), word_tokenizer()).save_pretrained(tmp_path)
    host = Host([ModelSpec("clip", "image-text-embed", str(tmp_path))], Machine(threads=1))
    with host.use("clip", "embed") as engine:
        # What is computed does not matter, that all weights were read does.
        engine.embed_images([picture()])
        held = resident_bytes()
    del engine
    host.unload("clip")
    gc.collect()
    assert held - resident_bytes() > 0.8 * weights > 100_000_000


def test_a_missing_library_is_named_with_the_command_that_brings_it(serve, tiny, monkeypatch):
    spec = tiny("stable-diffusion", "text-to-image")
    monkeypatch.setitem(sys.modules, "diffusers", None)
    monkeypatch.delitem(sys.modules, "vouch_models.engines.image_making", raising=False)
    response = serve(spec).post("/v1/images/generations", json={"prompt": "a cat", "size": "64x64"})
    assert (response.status_code, code(response)) == (503, "load_failed")
    message = response.json()["error"]["message"]
    assert "needs diffusers" in message and "pip install 'vouch-models[diffusers]'" in message


def test_many_first_requests_load_a_model_once(serve, tiny, monkeypatch):
    loads = []
    original = ImageTextEngine.__init__

    def counted(self, spec, machine):
        loads.append(spec.id)
        original(self, spec, machine)

    monkeypatch.setattr(ImageTextEngine, "__init__", counted)
    server = serve(tiny("clip", "image-text-embed"))
    statuses: list[int] = []
    threads = [threading.Thread(target=lambda: statuses.append(server.post("/v1/embeddings", json={"input": "a dog"}).status_code)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert statuses == [200] * 8
    assert loads == ["clip"]


def test_an_unknown_model_a_wrong_job_and_a_missing_job_are_said(serve, tiny):
    server = serve(tiny("clip", "image-text-embed"))
    unknown = server.post("/v1/embeddings", json={"model": "other", "input": "x"})
    assert (unknown.status_code, code(unknown)) == (404, "model_not_found")
    assert "clip" in unknown.json()["error"]["message"]
    assert code(server.post("/v1/depth?model=clip", content=png(picture()))) == "wrong_job"
    assert code(server.post("/v1/depth", content=png(picture()))) == "model_not_found"


def test_a_model_that_cannot_be_loaded_says_why_and_the_others_serve_on(serve, tiny, tmp_path):
    (tmp_path / "config.json").write_text("{broken")
    server = serve(ModelSpec("broken", "depth", str(tmp_path)), tiny("clip", "image-text-embed"))
    response = server.post("/v1/depth", content=png(picture()))
    assert (response.status_code, code(response)) == (503, "load_failed")
    assert "broken" in response.json()["error"]["message"]
    assert server.post("/v1/embeddings", json={"input": "a cat"}).status_code == 200


def test_out_of_memory_is_an_answer_after_which_the_server_serves_on(serve, tiny, monkeypatch):
    server = serve(tiny("clip", "image-text-embed"))
    original = ImageTextEngine._embed_images

    def exhausted(self, images):
        if any(image.width > 1000 for image in images):
            raise torch.OutOfMemoryError("CUDA out of memory. Tried to allocate 20.00 GiB")
        return original(self, images)

    monkeypatch.setattr(ImageTextEngine, "_embed_images", exhausted)
    large, small = ({"image": data_uri(png(picture(width, 32)))} for width in (1200, 64))
    response = server.post("/v1/embeddings", json={"input": [large]})
    assert (response.status_code, code(response)) == (503, "out_of_memory")
    assert server.post("/v1/embeddings", json={"input": [small]}).status_code == 200


@pytest.mark.skipif(not torch.cuda.is_available(), reason="needs a GPU: its real allocator must fail")
def test_a_gpu_that_really_runs_out_of_memory_serves_on(serve, tiny):
    server = serve(tiny("stable-diffusion", "text-to-image", steps=1))
    small = {"prompt": "a cat", "size": "64x64"}
    assert server.post("/v1/images/generations", json=small).status_code == 200
    torch.cuda.empty_cache()
    hog = torch.empty(torch.cuda.mem_get_info()[0] - 96_000_000, dtype=torch.uint8, device="cuda")
    refused = server.post("/v1/images/generations", json={**small, "size": "2048x2048"})
    assert (refused.status_code, code(refused)) == (503, "out_of_memory")
    assert server.post("/v1/images/generations", json=small).status_code == 200
    del hog


def test_a_model_in_use_is_not_unloaded_under_its_user(tiny, monkeypatch):
    monkeypatch.setattr("vouch_models.host.UNLOAD_PATIENCE", 0.05)
    host = Host([tiny("clip", "image-text-embed")], Machine(threads=1))
    with host.use("clip", "embed"):
        with pytest.raises(WireError, match="in use"):
            host.unload("clip")
    host.close()


def test_metrics_count_answers_by_route_and_never_by_made_up_paths(serve, tiny):
    server = serve(tiny("clip", "image-text-embed"))
    server.post("/v1/embeddings", json={"input": "a cat"})
    server.client.get("/made/up/path")
    text = server.client.get("/metrics").text
    assert 'vouch_models_requests_total{route="/v1/embeddings",status="200"} 1.0' in text
    assert 'vouch_models_model_loaded{model="clip"} 1.0' in text
    assert "made" not in text


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("{", "cannot be read as JSON"),
        ("[]", "at least one model"),
        ('[{"id": "a", "engine": "depth"}]', "[0].source must be a text"),
        ('[{"id": "a", "engine": "depth", "source": "x/y", "colour": 1}]', "colour is not known"),
        ('[{"id": "a", "engine": "vision-chat", "source": "qwen9-vl"}]', "[0].source: qwen9-vl is no folder"),
        ('[{"id": "a", "engine": "depth", "source": "x/y"}, {"id": "a", "engine": "depth", "source": "x/y"}]', "there twice"),
    ],
)
def test_a_bad_models_file_is_refused_with_its_fault(tmp_path, content, message):
    file = tmp_path / "models.json"
    file.write_text(content)
    with pytest.raises(ValueError, match=".*") as failure:
        read_models_file(file)
    assert message in str(failure.value)


def test_a_source_is_a_folder_a_repository_or_an_id_of_the_catalogue(tmp_path):
    (tmp_path / "models" / "here").mkdir(parents=True)
    file = tmp_path / "models.json"
    sources = ["models/here", "owner/name", "qwen2.5-vl-3b", "whisper-base"]
    file.write_text(json.dumps([{"id": str(index), "engine": "vision-chat", "source": source} for index, source in enumerate(sources)]))
    found = read_models_file(file)
    assert [spec.source for spec in found] == [str(tmp_path / "models" / "here"), "owner/name", "Qwen/Qwen2.5-VL-3B-Instruct", "Systran/faster-whisper-base"]
    assert [spec.local for spec in found] == [True, False, False, False]


def test_the_command_refuses_to_listen_to_others_without_a_token(tmp_path):
    file = tmp_path / "models.json"
    file.write_text(json.dumps([{"id": "a", "engine": "depth", "source": "nobody/nothing"}]))
    command = [sys.executable, "-m", "vouch_models", "serve", str(file), "--host", "0.0.0.0"]
    result = subprocess.run(command, capture_output=True, text=True, timeout=60, cwd=Path(__file__).parent.parent, env=dict(os.environ))
    assert result.returncode == 2
    assert "--token-env" in result.stderr


def test_a_child_answers_with_its_port_and_ends_with_its_parent(tiny):
    spec = tiny("detr", "detect")
    files = {"model": f"{spec.source}/model.safetensors", "config": f"{spec.source}/config.json"}
    line = {"engine": "detect", "token": "t" * 20, "modelId": "detr", "files": files, "threads": 1, "settings": {}}
    child = subprocess.Popen([sys.executable, "-m", "vouch_models"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parent.parent)
    assert child.stdin and child.stdout
    child.stdin.write(json.dumps(line) + "\n")
    child.stdin.flush()
    port = json.loads(child.stdout.readline())["port"]
    response = httpx.post(f"http://127.0.0.1:{port}/v1/detections?min_score=0", content=png(picture()), headers={"authorization": f"Bearer {'t' * 20}"}, timeout=60)
    assert response.json()["width"] == 96
    child.stdin.close()
    until(lambda: child.poll() is not None)


def test_a_health_check_never_loads_what_was_just_unloaded(tiny, monkeypatch):
    host = Host([tiny("clip", "image-text-embed"), tiny("siglip", "image-text-embed")], Machine(threads=1))
    host.load("clip")
    host.load("siglip")
    # The second model is unloaded while the first is being checked.
    monkeypatch.setattr(ImageTextEngine, "check", lambda self: host.slots()[1].engine is not None and host.unload("siglip"))
    assert host.check() == ["clip"]
    assert [slot.state for slot in host.slots()] == ["ready", "declared"]
    monkeypatch.undo()
    host.close()


def test_a_model_is_not_loaded_again_before_its_memory_is_back(tiny, monkeypatch):
    host = Host([tiny("clip", "image-text-embed")], Machine(threads=1))
    host.load("clip")
    closing, may_close = threading.Event(), threading.Event()
    original = ImageTextEngine.close

    def slow(self):
        closing.set()
        assert may_close.wait(20)
        original(self)

    monkeypatch.setattr(ImageTextEngine, "close", slow)
    unloading = threading.Thread(target=host.unload, args=("clip",))
    unloading.start()
    assert closing.wait(20)
    loading = threading.Thread(target=host.load, args=("clip",))
    loading.start()
    slot = host.slots()[0]
    until(lambda: slot.users == 1)
    assert (slot.state, slot.engine) == ("unloading", None)
    may_close.set()
    unloading.join(20)
    loading.join(20)
    assert slot.state == "ready"
    host.close()


def test_closing_unloads_the_models_behind_one_that_stays_in_use(tiny, monkeypatch):
    monkeypatch.setattr("vouch_models.host.UNLOAD_PATIENCE", 0.05)
    host = Host([tiny("clip", "image-text-embed"), tiny("siglip", "image-text-embed")], Machine(threads=1))
    host.load("siglip")
    with host.use("clip", "embed"):
        with pytest.raises(WireError, match="in use"):
            host.close()
        assert [slot.state for slot in host.slots()] == ["ready", "declared"]
    host.close()


def test_a_file_that_does_not_decode_loads_no_recogniser(serve, tmp_path):
    server = serve(ModelSpec("ears", "faster-whisper", str(tmp_path)))
    response = server.post("/v1/audio/transcriptions", files={"file": ("a.wav", b"no sound")})
    assert (response.status_code, code(response)) == (400, "input_corrupt")
    assert code(server.post("/v1/audio/transcriptions", files={"file": ("a.wav", b"no sound")}, data={"model": "nobody"})) == "model_not_found"


def test_a_route_that_there_is_not_is_said_in_the_shape_of_all_errors(serve, tiny):
    server = serve(tiny("clip", "image-text-embed"))
    for answer, status, code in [(server.client.get("/v1/nothing"), 404, "not_found"), (server.client.get("/v1/embeddings"), 405, "method_not_allowed")]:
        assert answer.status_code == status
        error = answer.json()["error"]
        assert (error["code"], error["type"]) == (code, "invalid_request_error")
        assert "/v1/" in error["message"]


@pytest.mark.parametrize("extra", [{"n": 2}, {"tools": [{"type": "function"}]}, {"response_format": {"type": "json_schema"}}, {"temperature": 3}, {"messages": []}])
def test_what_a_chat_cannot_do_is_refused_and_not_left_out(serve, tiny, extra):
    body = {"messages": [{"role": "user", "content": "Hi"}], "max_tokens": 2, **extra}
    answer = serve(tiny("qwen-vl", "vision-chat")).post("/v1/chat/completions", json=body)
    assert (answer.status_code, answer.json()["error"]["code"]) == (400, "invalid_request")
    assert next(iter(extra)) in answer.json()["error"]["message"]
