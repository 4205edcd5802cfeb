"""Conversations about sounds: captions and answers of a model that hears."""

from __future__ import annotations

import base64
import json
from typing import Any

import pytest
from conftest import data_uri, picture, png, tone, until

PATH = "/v1/chat/completions"


def heard(data: bytes, wire_format: str = "wav") -> dict[str, Any]:
    return {"type": "input_audio", "input_audio": {"data": base64.b64encode(data).decode(), "format": wire_format}}


def ask(*parts: Any, **more: Any) -> dict[str, Any]:
    words = [{"type": "text", "text": part} if isinstance(part, str) else part for part in parts]
    return {"messages": [{"role": "user", "content": words}], "max_tokens": 8, **more}


@pytest.fixture
def server(serve, tiny):
    return serve(tiny("qwen-audio", "audio-chat"))


def test_a_sound_is_told_of_whole_and_streamed_alike(server):
    body = ask(heard(tone(1.0)), "What is this sound?")
    whole = server.post(PATH, json=body).json()
    assert 1 <= whole["usage"]["completion_tokens"] <= 8
    lines = [line.removeprefix("data: ") for line in server.post(PATH, json={**body, "stream": True}).text.split("\n\n") if line]
    assert lines[-1] == "[DONE]"
    said = "".join(choice["delta"].get("content", "") for line in lines[:-1] for choice in json.loads(line)["choices"])
    assert said == whole["choices"][0]["message"]["content"]


def test_a_sound_costs_tokens_by_its_length_so_that_nobody_can_lose_it_unheard(server):
    usages = [server.post(PATH, json=ask(*sound, "Hi")).json()["usage"] for sound in ([], [heard(tone(0.5))], [heard(tone(2.0, rate=8000))])]
    counts = [usage["prompt_tokens_details"]["audio_tokens"] for usage in usages]
    assert counts[0] == 0 < counts[1] < counts[2]
    assert [usage["prompt_tokens"] - usages[0]["prompt_tokens"] for usage in usages[1:]] > counts[1:]


def test_other_media_broken_sounds_and_too_long_ones_are_refused_and_the_next_is_answered(server):
    refusals = [
        ({"type": "image_url", "image_url": {"url": data_uri(png(picture()))}}, "invalid_request", "image_url"),
        (heard(b"no sound"), "input_corrupt", "does not decode"),
        ({"type": "input_audio", "input_audio": {"data": "!!!", "format": "wav"}}, "invalid_request", "base64"),
        ({"type": "input_audio", "input_audio": {"format": "wav"}}, "invalid_request", "data"),
        (heard(tone(2.5)), "input_too_large", "2.5 s"),
    ]
    for part, code, word in refusals:
        response = server.post(PATH, json=ask(part, "What?"))
        assert (response.status_code, response.json()["error"]["code"]) == (400, code)
        assert word in response.json()["error"]["message"]
    assert server.post(PATH, json=ask(heard(tone(0.2)), "What?")).status_code == 200


def test_a_model_that_sees_says_that_it_does_not_hear(serve, tiny):
    response = serve(tiny("qwen-vl", "vision-chat")).post(PATH, json=ask(heard(tone(0.2)), "What?"))
    assert (response.status_code, response.json()["error"]["code"]) == (400, "invalid_request")
    assert "takes no input_audio" in response.json()["error"]["message"]


def test_seeing_and_hearing_models_of_one_server_are_told_apart_by_name(serve, tiny):
    server = serve(tiny("qwen-vl", "vision-chat"), tiny("qwen-audio", "audio-chat"))
    listed = {model["id"]: model["modalities"]["in"] for model in server.client.get("/v1/models").json()["data"]}
    assert listed == {"qwen-vl": ["text", "image", "video"], "qwen-audio": ["text", "audio"]}
    assert server.post(PATH, json=ask(heard(tone(0.2)), "What?", model="qwen-audio")).status_code == 200
    assert server.post(PATH, json=ask("Hi")).json()["usage"]["prompt_tokens_details"] == {"image_tokens": 0}
    assert server.client.get("/health").json()["models"] == ["qwen-vl", "qwen-audio"]


def test_a_listener_that_goes_away_frees_the_model(server):
    server.post("/admin/load", json={"model": "qwen-audio"})
    slot = server.host.slots()[0]
    with server.client.stream("POST", PATH, json=ask(heard(tone(0.5)), "Tell a long story", max_tokens=3500, temperature=0, stream=True)) as response:
        # Kept: where it is let go, the connection is closed.
        pieces = response.iter_bytes()
        next(pieces)
        # Greedy: this model then repeats itself without end. The first piece, which only says whose reply it is, may come before the model is entered.
        until(lambda: slot.users == 1)
    until(lambda: slot.users == 0, 5)
