"""Conversations with pictures and videos, whole and streamed, on five architectures."""

from __future__ import annotations

import json
import threading
from typing import Any

import httpx
import pytest
from conftest import TOKEN, data_uri, picture, png, until, video

KINDS = ["qwen-vl", "qwen3-vl", "smol-vlm", "glm4v", "llava"]
IMAGE = {"type": "image_url", "image_url": {"url": data_uri(png(picture()))}}


def ask(*parts: Any, **more: Any) -> dict[str, Any]:
    return {"messages": [{"role": "user", "content": list(parts)}], "max_tokens": 8, **more}


def text(words: str) -> dict[str, str]:
    return {"type": "text", "text": words}


def events(response: httpx.Response) -> list[Any]:
    lines = [line.removeprefix("data: ") for line in response.text.split("\n\n") if line]
    assert lines[-1] == "[DONE]"
    return [json.loads(line) for line in lines[:-1]]


@pytest.mark.parametrize("kind", KINDS)
def test_a_streamed_reply_is_the_same_as_a_whole_one_and_counts_its_tokens(serve, tiny, kind):
    server = serve(tiny(kind, "vision-chat"))
    body = ask(IMAGE, text("What is this?"))
    whole = server.post("/v1/chat/completions", json=body).json()
    parts = events(server.post("/v1/chat/completions", json={**body, "stream": True, "stream_options": {"include_usage": True}}))
    said = "".join(choice["delta"].get("content", "") for part in parts for choice in part["choices"])
    assert said == whole["choices"][0]["message"]["content"]
    assert parts[-1]["usage"] == whole["usage"]
    assert 1 <= whole["usage"]["completion_tokens"] <= 8
    assert whole["choices"][0]["finish_reason"] in ("stop", "length")


@pytest.mark.parametrize("kind", KINDS)
def test_a_picture_costs_tokens_so_that_nobody_can_lose_it_unseen(serve, tiny, kind):
    server = serve(tiny(kind, "vision-chat"))
    without, with_picture = (server.post("/v1/chat/completions", json=ask(*parts)).json()["usage"]["prompt_tokens"] for parts in ([text("Hi")], [IMAGE, text("Hi")]))
    assert with_picture > without


@pytest.mark.parametrize("kind", KINDS)
def test_a_video_is_seen_as_pictures_with_their_times(serve, tiny, kind):
    server = serve(tiny(kind, "vision-chat"))
    clip = {"type": "video_url", "video_url": {"url": data_uri(video(), "video/mp4")}}
    counts = [server.post("/v1/chat/completions", json=ask({**clip, "frames": frames}, text("What happens?"))).json()["usage"]["prompt_tokens"] for frames in (3, 6, 9)]
    assert counts[2] - counts[1] == counts[1] - counts[0] > 3


def test_a_schema_is_kept_at_any_temperature(serve, tiny):
    server = serve(tiny("qwen-vl", "vision-chat"))
    schema = {"type": "object", "properties": {"colour": {"enum": ["red", "blue"]}, "round": {"type": "boolean"}}, "required": ["colour", "round"], "additionalProperties": False}
    body = ask(IMAGE, text("Which colour?"), max_tokens=60, temperature=1.5, seed=3, response_format={"type": "json_schema", "json_schema": {"name": "reply", "schema": schema}})
    reply = json.loads(server.post("/v1/chat/completions", json=body).json()["choices"][0]["message"]["content"])
    assert reply["colour"] in ("red", "blue") and isinstance(reply["round"], bool)


def test_a_seed_makes_sampling_repeatable_and_a_stop_string_ends_it(serve, tiny):
    server = serve(tiny("qwen-vl", "vision-chat"))
    body = ask(text("Tell me"), temperature=1.0, seed=5, max_tokens=24)
    first, second = (server.post("/v1/chat/completions", json=body).json()["choices"][0]["message"]["content"] for _ in range(2))
    assert first == second
    stop = next(letter for letter in first if letter.isascii() and letter.isprintable())
    stopped = server.post("/v1/chat/completions", json={**body, "stop": stop}).json()["choices"][0]
    assert stopped["message"]["content"] == first[: first.index(stop)]
    assert stopped["finish_reason"] == "stop"


@pytest.mark.parametrize(
    ("part", "code"),
    [
        ({"type": "image_url", "image_url": {"url": "http://127.0.0.1:1/picture.png"}}, "invalid_request"),
        ({"type": "image_url", "image_url": "data:image/png;base64,!!!"}, "invalid_request"),
        ({"type": "image_url", "image_url": data_uri(b"no picture")}, "input_corrupt"),
        ({"type": "image_url", "image_url": data_uri(png(picture())[:60])}, "input_corrupt"),
        ({"type": "video_url", "video_url": data_uri(b"no video", "video/mp4")}, "input_corrupt"),
        ({"type": "smell_url", "smell_url": "x"}, "invalid_request"),
    ],
)
def test_bad_media_are_refused_and_the_next_conversation_is_answered(serve, tiny, part, code):
    server = serve(tiny("qwen-vl", "vision-chat"))
    response = server.post("/v1/chat/completions", json=ask(part))
    assert (response.status_code, response.json()["error"]["code"]) == (400, code)
    assert server.post("/v1/chat/completions", json=ask(IMAGE)).status_code == 200


def test_a_conversation_that_is_too_long_is_refused_instead_of_cut(serve, tiny):
    server = serve(tiny("qwen-vl", "vision-chat", contextTokens=300))
    response = server.post("/v1/chat/completions", json=ask(text("word " * 200)))
    assert (response.status_code, response.json()["error"]["code"]) == (400, "context_length_exceeded")
    streamed = server.post("/v1/chat/completions", json=ask(text("word " * 200), stream=True))
    assert any(part.get("error", {}).get("code") == "context_length_exceeded" for part in events(streamed))


@pytest.mark.parametrize(("kind", "stream"), [("qwen-vl", True), ("qwen-vl", False), ("qwen3-vl", True), ("glm4v", True)])
def test_a_client_that_goes_away_frees_the_model(serve, tiny, kind, stream):
    server = serve(tiny(kind, "vision-chat"))
    server.post("/admin/load", json={"model": kind})
    slot = server.host.slots()[0]
    # Greedy: this model then repeats itself without end.
    body = ask(text("Tell a long story"), max_tokens=3500, temperature=0, stream=stream)
    busy = threading.Event()

    def go_away() -> None:
        with httpx.Client(headers={"authorization": f"Bearer {TOKEN}"}) as client, pytest.raises(httpx.ReadTimeout):
            with client.stream("POST", server.url + "/v1/chat/completions", json=body, timeout=httpx.Timeout(30, read=0.3)) as response:
                for _ in response.iter_bytes():
                    if response.is_success and stream and busy.wait(20):
                        raise httpx.ReadTimeout("enough")

    thread = threading.Thread(target=go_away)
    thread.start()
    until(lambda: slot.users == 1)
    busy.set()
    thread.join()
    until(lambda: slot.users == 0, 5)
    assert server.post("/v1/chat/completions", json=ask(text("Hi"))).status_code == 200


def test_a_reply_that_a_second_end_token_ends_has_stopped_by_itself(serve, tiny, monkeypatch):
    """Models name several tokens that end a reply; the tokenizer names one of them."""
    from vouch_models.engines.chat_pieces import Pieces

    server = serve(tiny("glm4v", "vision-chat"))
    server.post("/admin/load", json={"model": "glm4v"})
    tokenizer = server.host.slots()[0].engine._tokenizer
    user = tokenizer.convert_tokens_to_ids("<|user|>")
    assert user != tokenizer.eos_token_id
    take = Pieces.take
    monkeypatch.setattr(Pieces, "take", lambda self, _token: take(self, user))
    choice = server.post("/v1/chat/completions", json=ask(text("Hi"), max_tokens=1)).json()["choices"][0]
    assert (choice["finish_reason"], choice["message"]["content"]) == ("stop", "")
