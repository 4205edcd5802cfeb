"""Speech: voices, languages, lengths, and what is refused."""

from __future__ import annotations

import io
import wave

import httpx
import pytest


def length(response: httpx.Response) -> float:
    assert response.headers["content-type"] == "audio/wav", response.text
    with wave.open(io.BytesIO(response.content)) as file:
        assert (file.getframerate(), file.getnchannels()) == (24_000, 1)
        return file.getnframes() / file.getframerate()


def test_a_longer_text_is_a_longer_sound_and_a_higher_speed_a_shorter_one(serve, tiny):
    server = serve(tiny("kokoro", "kokoro"))
    short, long, fast = (
        length(server.post("/v1/audio/speech", json={"input": text, "voice": "af_one", "speed": speed}))
        for text, speed in (("Hello.", 1.0), ("Hello there, this is a much longer text. It has two sentences.", 1.0), ("Hello.", 2.0))
    )
    assert fast < short < long


def test_a_text_beyond_the_context_is_spoken_to_its_end(serve, tiny):
    server = serve(tiny("kokoro", "kokoro"))
    once = length(server.post("/v1/audio/speech", json={"input": "many words " * 30}))
    assert length(server.post("/v1/audio/speech", json={"input": "many words " * 150})) > 4 * once


def test_voices_are_listed_with_their_languages_and_speak_them(serve, tiny):
    server = serve(tiny("kokoro", "kokoro"))
    assert server.client.get("/v1/audio/voices").json()["data"] == [{"id": "af_one", "language": "en-us"}, {"id": "ff_two", "language": "fr-fr"}]
    assert length(server.post("/v1/audio/speech", json={"input": "Bonjour tout le monde.", "voice": "ff_two"})) > 0.2


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"input": "Hello", "voice": "nobody"}, "unknown_voice"),
        ({"input": "… !"}, "nothing_to_speak"),
        ({"input": ""}, "invalid_request"),
        ({"input": "Hello", "response_format": "mp3"}, "invalid_request"),
        ({"input": "Hello", "speed": 9}, "invalid_request"),
    ],
)
def test_what_cannot_be_spoken_is_refused(serve, tiny, body, code):
    server = serve(tiny("kokoro", "kokoro"))
    response = server.post("/v1/audio/speech", json=body)
    assert (response.status_code, response.json()["error"]["code"]) == (400, code)
    assert server.client.get("/health").status_code == 200
