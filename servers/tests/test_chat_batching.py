"""Conversations that come together are computed together, and each is as it would be alone."""

from __future__ import annotations

import concurrent.futures
import json
import logging
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy
import pytest
import torch
from conftest import data_uri, picture, png

from vouch_models.engines import Machine, load_engine
from vouch_models.engines import chat_batches
from vouch_models.engines.base import Cancel
from vouch_models.engines.chat import Call, ChatOptions, Message
from vouch_models.engines.chat_batches import ChatBatches
from vouch_models.engines.chat_pieces import Pieces, Reply
from vouch_models.errors import ClientGone
from vouch_models.spec import ModelSpec

SEEING = ["qwen-vl", "qwen3-vl", "smol-vlm", "glm4v", "llava"]
SHAPE = {"type": "object", "properties": {"colour": {"enum": ["red", "blue"]}}, "required": ["colour"], "additionalProperties": False}

#: What one conversation says, and how it wants its reply.
Ask = tuple[tuple[Any, ...], ChatOptions]


def greedy(tokens: int, **more: Any) -> ChatOptions:
    return ChatOptions(max_tokens=tokens, temperature=0.0, **more)


def seen() -> list[Ask]:
    """Pictures of several sizes, none and two; short and long; ends at different places."""
    return [
        ((picture(96, 64), "What is this?"), greedy(12)),
        (("Tell me of the weather in the mountains, and of the sea, if you know it.",), greedy(30)),
        ((picture(64, 120, "blue"), "And this?", picture(80, 80, "green"), "or that?"), greedy(7)),
        (("Hi",), greedy(20)),
        ((picture(200, 50, "gray"), "What do you see here, and what is beside it?"), greedy(25)),
    ]


def heard() -> list[Ask]:
    sounds = [numpy.sin(numpy.arange(length) * pitch).astype(numpy.float32) for length, pitch in ((8000, 0.1), (16_000, 0.3), (4000, 0.7))]
    return [
        ((sounds[0], "What is this sound?"), greedy(12)),
        (("Hi",), greedy(20)),
        ((sounds[1], "And this one?", sounds[2], "or that?"), greedy(9)),
    ]


@pytest.fixture
def engine(tiny) -> Iterator[Callable[..., Any]]:
    loaded: list[Any] = []

    def load(kind: str = "qwen-vl", **settings: Any) -> Any:
        loaded.append(load_engine(tiny(kind, "audio-chat" if kind == "qwen-audio" else "vision-chat", **settings), Machine(threads=2)))
        return loaded[-1]

    yield load
    for one in loaded:
        one.close()


@pytest.fixture
def sizes(monkeypatch) -> list[int]:
    """Rows of every batch that was begun."""
    begun: list[int] = []
    generate = ChatBatches._generate

    def counted(self, rows):
        begun.append(len(rows))
        generate(self, rows)

    monkeypatch.setattr(ChatBatches, "_generate", counted)
    return begun


def call(engine: Any, ask: Ask) -> Call:
    parts, options = ask
    cancel = Cancel()
    return Call([Message("user", parts)], options, cancel, Pieces(engine._tokenizer, engine._ends, options.stop, cancel))


def said(call: Call) -> tuple[str, Reply]:
    *texts, reply = call.pieces
    assert isinstance(reply, Reply)
    return "".join(texts), reply


def together(engine: Any, asks: list[Ask]) -> list[tuple[str, Reply]]:
    calls = [call(engine, ask) for ask in asks]
    engine._answer(calls)
    return [said(one) for one in calls]


def alone(engine: Any, asks: list[Ask]) -> list[tuple[str, Reply]]:
    return [together(engine, [ask])[0] for ask in asks]


@pytest.mark.parametrize("kind", [*SEEING, "qwen-audio"])
def test_replies_are_the_same_alone_and_together(engine, sizes, kind):
    model = engine(kind)
    asks = heard() if kind == "qwen-audio" else seen()
    expected = alone(model, asks)
    assert sizes == [1] * len(asks)
    sizes.clear()
    assert together(model, asks) == expected
    assert model._batches._together is True
    # What one processor makes of two pictures may be no batch with what it makes of one.
    assert sum(sizes) == len(asks) and max(sizes) >= 3
    assert len({reply.prompt_tokens for _, reply in expected}) == len(asks)


def test_a_batch_passes_the_model_less_often_and_says_each_its_own_cost(engine, capsys):
    model = engine()
    asks: list[Ask] = [((word,), greedy(48)) for word in ("one", "two", "three", "four")]
    together(model, asks[:2])
    passes: list[int] = []
    model._model.register_forward_pre_hook(lambda *_: passes.append(1))
    seconds, counts = [], []
    for way in (alone, together):
        passes.clear()
        started = time.perf_counter()
        replies = way(model, asks)
        seconds.append(time.perf_counter() - started)
        counts.append(len(passes))
    assert counts[1] <= max(reply.completion_tokens for _, reply in replies) < counts[0]
    with capsys.disabled():
        print(f"\n4 conversations: {seconds[0]:.2f} s one after the other, {seconds[1]:.2f} s together")


def test_streams_of_requests_that_come_together_keep_their_order_and_ends(serve, tiny, sizes):
    server = serve(tiny("qwen-vl", "vision-chat"))
    image = {"type": "image_url", "image_url": {"url": data_uri(png(picture()))}}
    bodies = [
        {"messages": [{"role": "user", "content": [*media, {"type": "text", "text": words}]}], "max_tokens": tokens}
        for media, words, tokens in (([image], "What is this?", 40), ([], "Hello there", 11), ([image], "And now?", 25), ([], "One more", 60))
    ]
    expected = [server.post("/v1/chat/completions", json=body).json() for body in bodies]

    def streamed(body: dict[str, Any]) -> tuple[str, str, Any]:
        lines = server.post("/v1/chat/completions", json={**body, "stream": True, "stream_options": {"include_usage": True}}).text.split("\n\n")
        parts = [json.loads(line.removeprefix("data: ")) for line in lines if line and line != "data: [DONE]"]
        choices = [choice for part in parts for choice in part["choices"]]
        return "".join(choice["delta"].get("content", "") for choice in choices), choices[-1]["finish_reason"], parts[-1]["usage"]

    sizes.clear()
    with concurrent.futures.ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(streamed, bodies))
    assert answers == [(one["choices"][0]["message"]["content"], one["choices"][0]["finish_reason"], one["usage"]) for one in expected]
    assert max(sizes) > 1


def test_who_goes_away_ends_alone(engine):
    model = engine()
    asks: list[Ask] = [(("Tell a long story",), greedy(3500)), *seen()[:2]]
    expected = alone(model, asks[1:])
    calls = [call(model, ask) for ask in asks]
    thread = threading.Thread(target=model._answer, args=(calls,))
    thread.start()
    # Greedy: this model then repeats itself without end.
    next(iter(calls[0].pieces))
    calls[0].cancel.set()
    assert [said(one) for one in calls[1:]] == expected
    thread.join(20)
    assert not thread.is_alive()
    assert 1 <= len(calls[0].pieces.ids) < 1000
    with pytest.raises(ClientGone):
        said(calls[0])


def test_who_has_gone_before_the_batch_begins_costs_nothing(engine, sizes):
    model = engine()
    calls = [call(model, ask) for ask in seen()[:2]]
    calls[0].cancel.set()
    model._answer(calls)
    assert sizes == [1]
    assert said(calls[1])[1].completion_tokens > 0


def test_a_seed_means_the_same_in_any_company(engine, sizes):
    model = engine()
    chance = [((picture(), "Tell me"), ChatOptions(max_tokens=24, temperature=1.0, seed=seed)) for seed in (5, 6)]
    expected = alone(model, chance)
    assert expected[0][0] != expected[1][0]
    others: list[Ask] = [(("Something else",), ChatOptions(max_tokens=40, temperature=0.7)), (("Hello",), greedy(15))]
    sizes.clear()
    for asks in ([*chance, *others], [*others, *reversed(chance)]):
        replies = dict(zip([id(ask) for ask in asks], together(model, asks), strict=True))
        assert [replies[id(ask)] for ask in chance] == expected
    assert sizes == [4, 4]


def test_without_a_seed_every_reply_is_another(engine):
    asks: list[Ask] = [(("Tell me",), ChatOptions(max_tokens=24, temperature=1.0))] * 3
    assert len({text for text, _ in together(engine(), asks)}) == 3


def test_a_schema_and_stop_strings_hold_for_their_own_row(engine, sizes):
    model = engine()
    (story, _), = alone(model, [(("Tell me",), greedy(30))])
    stop = next(letter for letter in story[1:] if letter != "\ufffd")
    asks: list[Ask] = [(("Which colour?",), greedy(40, schema=SHAPE)), (("Tell me",), greedy(30)), (("Tell me",), greedy(30, stop=(stop,)))]
    sizes.clear()
    shaped, free, stopped = together(model, asks)
    assert sizes == [3]
    assert json.loads(shaped[0])["colour"] in ("red", "blue")
    assert free[0] == story
    assert (stopped[0], stopped[1].finish) == (story[: story.index(stop)], "stop")


def test_what_the_publisher_says_of_repetition_counts_no_padding(tiny, tmp_path, sizes):
    folder = Path(shutil.copytree(tiny("qwen-vl", "vision-chat").source, tmp_path / "model"))
    settings = json.loads((folder / "generation_config.json").read_text())
    # What fills up a shorter prompt would end its reply: it is among the tokens that do.
    (folder / "generation_config.json").write_text(json.dumps({**settings, "repetition_penalty": 3.0, "eos_token_id": [settings["eos_token_id"], settings["pad_token_id"]]}))
    model: Any = load_engine(ModelSpec("a", "vision-chat", str(folder)), Machine(threads=2))
    try:
        plain = alone(model, seen())
        assert together(model, seen()) == plain
        assert max(sizes) > 1
        # The setting is kept: without it this model repeats itself.
        assert all(len(set(text)) > len(text) // 2 for text, _ in plain)
    finally:
        model.close()


def test_out_of_memory_splits_a_batch_which_goes_on_where_it_was(engine, sizes):
    model = engine()
    asks = seen()
    expected = alone(model, asks)
    together(model, asks[:2])
    steps: list[int] = []

    def exhausted(_model: Any, _arguments: Any, inputs: dict[str, Any]) -> None:
        steps.append(len(inputs["input_ids"]))
        if steps.count(5) > 4 and steps[-1] > 2:
            raise torch.OutOfMemoryError("CUDA out of memory")

    model._model.register_forward_pre_hook(exhausted, with_kwargs=True)
    sizes.clear()
    assert together(model, asks) == expected
    assert sizes[0] == 5 and max(sizes[1:]) <= 3
    # So many are not tried again.
    sizes.clear()
    assert together(model, asks) == expected
    assert max(sizes) <= 2


def test_what_fails_by_itself_fails_alone(engine):
    model = engine()
    asks = seen()[:3]
    expected = alone(model, asks)
    together(model, asks[:2])

    def exhausted(_model: Any, _arguments: Any, inputs: dict[str, Any]) -> None:
        if inputs.get("pixel_values") is not None and inputs["image_grid_thw"].prod(dim=1).max() > 100:
            raise torch.OutOfMemoryError("CUDA out of memory")

    model._model.register_forward_pre_hook(exhausted, with_kwargs=True)
    huge = call(model, ((picture(600, 600), "What?"), greedy(5)))
    model._processor.image_processor.size = {"shortest_edge": 56 * 56, "longest_edge": 600 * 600}
    bad = call(model, (("word " * 40_000,), greedy(5)))
    calls = [call(model, asks[0]), huge, call(model, asks[1]), bad, call(model, asks[2])]
    model._answer(calls)
    assert [said(one)[1].completion_tokens for one in (calls[0], calls[2], calls[4])] == [reply.completion_tokens for _, reply in expected]
    with pytest.raises(torch.OutOfMemoryError):
        said(huge)
    with pytest.raises(Exception, match="are the most"):
        said(bad)


def test_a_model_that_answers_otherwise_in_a_batch_is_found_out_and_said(engine, sizes, monkeypatch, caplog):
    model = engine()
    expected = alone(model, seen())
    join = chat_batches.join

    def unmasked(prompts, pad):
        joined = join(prompts, pad)
        return {**joined, "attention_mask": torch.ones_like(joined["attention_mask"])}

    monkeypatch.setattr(chat_batches, "join", unmasked)
    with caplog.at_level(logging.WARNING):
        assert together(model, seen()) == expected
    assert max(sizes) == 1
    assert "qwen-vl: conversations are computed one by one, because together" in caplog.text


def test_a_model_whose_inputs_cannot_be_put_together_goes_one_by_one(engine, sizes, caplog):
    model = engine()

    def single(_model: Any, _arguments: Any, inputs: dict[str, Any]) -> None:
        if len(inputs["input_ids"]) > 1:
            raise ValueError("one at a time")

    model._model.register_forward_pre_hook(single, with_kwargs=True)
    with caplog.at_level(logging.WARNING):
        assert len(together(model, seen())) == 5
    assert max(sizes) == 1
    assert "ValueError: one at a time" in caplog.text


def test_a_batch_holds_no_more_tokens_than_the_longest_conversation_may(engine, sizes):
    model = engine(contextTokens=200)
    asks: list[Ask] = [((f"Number {index}, please",), greedy(30)) for index in range(6)]
    expected = alone(model, asks)
    sizes.clear()
    assert together(model, asks) == expected
    longest = max(reply.prompt_tokens for _, reply in expected) + 30
    assert max(sizes) == 200 // longest


def test_the_setting_says_how_many_at_most_and_none_is_refused(engine, tiny, sizes):
    model = engine(batch=1)
    together(model, seen()[:3])
    assert sizes == [1, 1, 1]
    with pytest.raises(ValueError, match="settings.batch"):
        load_engine(tiny("qwen-vl", "vision-chat", batch=0), Machine(threads=1))
