"""How likely given texts are as what is said, and what cannot be scored."""

from __future__ import annotations

from typing import Any

import httpx
import numpy
import pytest
import tokenizers
from conftest import tone

from vouch_models.engines.transcription import _with_first_merge
from vouch_models.engines.sounds import write_wav


def scored(server: Any, texts: list[str], seconds: float = 1.0, **fields: str) -> httpx.Response:
    return server.post("/v1/audio/scores", files={"file": ("sound.wav", tone(seconds))}, data={"texts": texts, **fields})


def test_each_text_gets_the_probability_that_it_has_alone(serve, tiny):
    server = serve(tiny("whisper", "faster-whisper"))
    texts = ["a cat", "a dog and a bird", *(f"number {number}" for number in range(10))]
    together = scored(server, texts, language="en").json()
    assert together["token_counts"] == [len(f" {text}") for text in texts]
    assert all(each < 0 for each in (*together["log_probabilities"], *together["prior_log_probabilities"]))
    for index in (0, 1, 11):
        assert scored(server, [texts[index]], language="en").json()["log_probabilities"] == pytest.approx([together["log_probabilities"][index]], abs=0.05)


def test_a_text_is_never_likelier_than_its_beginning_and_depends_on_the_sound(serve, tiny):
    server = serve(tiny("whisper", "faster-whisper"))
    shorter, longer = scored(server, ["a cat", "a cat sat"], language="en").json()["log_probabilities"]
    assert longer < shorter
    other = server.post("/v1/audio/scores", files={"file": ("sound.wav", tone(3.0))}, data={"texts": ["a cat"], "language": "en"}).json()["log_probabilities"]
    assert other != pytest.approx([shorter], abs=1e-6)


def test_a_vocabulary_that_lacks_its_first_merge_gets_it_back():
    letters = {letter: index for index, letter in enumerate(["\u0120", "t", "h", "e", "\u0120t", "he", "\u0120the"])}
    merges = [("\u0120", "t"), ("h", "e"), ("\u0120t", "he")]
    whole, broken = (tokenizers.Tokenizer(tokenizers.models.BPE(letters, kept)) for kept in (merges, merges[1:]))
    assert broken.encode("\u0120the").tokens == ["\u0120", "t", "he"]
    assert _with_first_merge(broken).encode("\u0120the").tokens == whole.encode("\u0120the").tokens == ["\u0120the"]
    assert _with_first_merge(whole) is whole


def test_silence_tells_no_more_of_a_text_than_it_has_by_itself(serve, tiny):
    silence = write_wav(numpy.zeros(16_000, dtype=numpy.float32), 16_000)
    found = serve(tiny("whisper", "faster-whisper")).post("/v1/audio/scores", files={"file": ("sound.wav", silence)}, data={"texts": ["a cat", "a dog"], "language": "en"}).json()
    assert found["log_probabilities"] == pytest.approx(found["prior_log_probabilities"], abs=1e-3)


def test_a_part_is_scored_as_if_it_were_the_whole(serve, tiny):
    server = serve(tiny("whisper", "faster-whisper"))
    part = scored(server, ["a cat"], 40.0, start="10", end="12", language="en").json()
    assert part["log_probabilities"] == pytest.approx(scored(server, ["a cat"], 2.0, language="en").json()["log_probabilities"], abs=0.2)


@pytest.mark.parametrize(
    ("texts", "seconds", "fields", "code"),
    [
        (["a cat"], 31.0, {}, "sound_too_long"),
        (["a cat"], 1.0, {"start": "5"}, "invalid_request"),
        (["a cat " * 100], 1.0, {"language": "en"}, "text_too_long"),
        (["a cat"], 1.0, {"language": "tlh"}, "unsupported_language"),
        ([" "], 1.0, {}, "invalid_request"),
        ([], 1.0, {}, "invalid_request"),
    ],
)
def test_what_cannot_be_scored_is_refused(serve, tiny, texts, seconds, fields, code):
    server = serve(tiny("whisper", "faster-whisper"))
    response = scored(server, texts, seconds, **fields)
    assert (response.status_code, response.json()["error"]["code"]) == (400, code)
    assert server.client.get("/health").status_code == 200
