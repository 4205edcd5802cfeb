"""Pictures and sounds from words: sizes, seeds, and that wrong orders are refused."""

from __future__ import annotations

import base64
import io
import time
import wave

import httpx
import numpy
import pytest
from conftest import data_uri, picture, png, until
from PIL import Image

from vouch_models.spec import ModelSpec


def images(response) -> list[Image.Image]:
    return [Image.open(io.BytesIO(base64.b64decode(entry["b64_json"]))) for entry in response.json()["data"]]


def test_a_picture_has_the_size_that_was_asked_for_and_a_seed_repeats_it(serve, tiny):
    server = serve(tiny("stable-diffusion", "text-to-image", steps=2))
    order = {"prompt": "a red ball", "size": "64x96", "n": 2, "seed": 7}
    first, second = (images(server.post("/v1/images/generations", json=order)) for _ in range(2))
    assert [image.size for image in first] == [(64, 96), (64, 96)]
    assert all((numpy.asarray(a) == numpy.asarray(b)).all() for a, b in zip(first, second, strict=True))


def test_an_edit_starts_from_the_picture(serve, tiny):
    server = serve(tiny("stable-diffusion", "text-to-image", steps=4))
    response = server.post("/v1/images/edits", files={"image": ("a.png", png(picture(64, 64)))}, data={"prompt": "a cat", "seed": "1", "strength": "0.5"})
    assert [image.size for image in images(response)] == [(64, 64)]
    broken = server.post("/v1/images/edits", files={"image": ("a.png", b"no picture")}, data={"prompt": "a cat"})
    assert broken.json()["error"]["code"] == "input_corrupt"


def test_a_control_net_needs_its_picture_and_others_refuse_one(serve, tiny, folder):
    plain = tiny("stable-diffusion", "text-to-image", steps=2)
    controlled = tiny("control-net", "text-to-image", steps=2, controlnet=str(folder / "control-net" / "controlnet"))
    server = serve(plain, controlled)
    order = {"prompt": "a dog", "size": "64x64", "seed": 1}
    control = data_uri(png(picture(64, 64)))
    assert [image.size for image in images(server.post("/v1/images/generations", json={**order, "model": "control-net", "control_image": control}))] == [(64, 64)]
    assert "control picture" in server.post("/v1/images/generations", json={**order, "model": "control-net"}).json()["error"]["message"]
    assert "no ControlNet" in server.post("/v1/images/generations", json={**order, "control_image": control}).json()["error"]["message"]


@pytest.mark.parametrize("size", ["65x64", "8x8", "4096x64", "huge"])
def test_sizes_that_no_model_makes_are_refused(serve, tiny, size):
    server = serve(tiny("stable-diffusion", "text-to-image"))
    assert server.post("/v1/images/generations", json={"prompt": "x", "size": size}).json()["error"]["code"] == "invalid_request"


@pytest.mark.parametrize(("kind", "engine", "rate", "channels"), [("music-gen", "text-to-audio", 8000, 1), ("stable-audio", "diffuse-audio", 4000, 2), ("audio-ldm", "diffuse-audio", 16_000, 1)])
def test_a_sound_is_a_wav_of_about_the_length_that_was_asked_for(serve, tiny, kind, engine, rate, channels):
    server = serve(tiny(kind, engine, steps=2))
    response = server.post("/v1/audio/generations", json={"prompt": "rain", "duration": 1.0, "seed": 3})
    assert response.headers["content-type"] == "audio/wav"
    with wave.open(io.BytesIO(response.content)) as file:
        assert (file.getframerate(), file.getnchannels()) == (rate, channels)
        assert 0.8 < file.getnframes() / rate < 1.25


def test_lora_weights_change_what_is_made(serve, tiny, folder):
    tiny("lora", "text-to-image")
    server = serve(*(ModelSpec(name, "text-to-image", str(folder / "lora"), settings={"steps": 2, **more}) for name, more in (("plain", {}), ("adapted", {"lora": str(folder / "lora" / "lora")}))))
    order = {"prompt": "a cat", "size": "64x64", "seed": 4}
    plain, again, adapted = (numpy.asarray(images(server.post("/v1/images/generations", json={**order, "model": model}))[0]) for model in ("plain", "plain", "adapted"))
    assert (plain == again).all()
    assert (plain != adapted).any()


@pytest.mark.parametrize(
    ("kind", "engine", "path", "order"),
    [
        ("stable-diffusion", "text-to-image", "/v1/images/generations", {"prompt": "a cat", "size": "256x256", "steps": 200}),
        ("stable-audio", "diffuse-audio", "/v1/audio/generations", {"prompt": "rain", "duration": 1.0}),
        ("music-gen", "text-to-audio", "/v1/audio/generations", {"prompt": "rain", "duration": 300.0}),
    ],
)
def test_what_nobody_waits_for_is_not_made_to_its_end(serve, tiny, kind, engine, path, order):
    server = serve(tiny(kind, engine, steps=2000))
    server.post("/admin/load", json={"model": kind})
    slot = server.host.slots()[0]
    sent = time.monotonic()
    with pytest.raises(httpx.ReadTimeout):
        server.client.post(path, json=order, timeout=httpx.Timeout(30, read=0.4))
    assert slot.users == 1
    until(lambda: slot.users == 0, 10)
    # Alone each takes longer than this; the next order is taken.
    assert time.monotonic() - sent < 8
    answer = server.post("/v1/images/generations", json={"prompt": "a cat", "size": "64x64", "steps": 1}) if engine == "text-to-image" else server.client.get("/health")
    assert answer.status_code == 200
