"""Vision-language chat with any ``AutoModelForImageTextToText`` of transformers."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from queue import SimpleQueue
from typing import Any

import torch
import xgrammar
from PIL import Image
from transformers import AutoModelForImageTextToText, AutoProcessor, StoppingCriteriaList
from transformers.generation.streamers import BaseStreamer

from ..errors import WireError
from ..spec import ModelSpec
from .base import Cancel, Machine
from .torch_engine import StopWhenGone, TorchEngine


@dataclass(frozen=True)
class ChatOptions:
    """Limits of one reply, checked by the route."""

    max_tokens: int
    temperature: float
    seed: int | None = None
    stop: tuple[str, ...] = ()
    #: JSON Schema that the reply is constrained to.
    schema: dict[str, Any] | None = None


@dataclass(frozen=True)
class Message:
    """A turn of the conversation: texts and pictures in their order."""

    role: str
    parts: tuple[str | Image.Image, ...]


@dataclass(frozen=True)
class Reply:
    """The end of a reply: why it ended, and what it cost."""

    finish: str
    prompt_tokens: int
    completion_tokens: int
    #: Tokens of the prompt that stand for pictures; None where the model does not tell them apart.
    image_tokens: int | None


class VisionChatEngine(TorchEngine):
    """One model; conversations are answered one after the other, each streamed as it is made."""

    def __init__(self, spec: ModelSpec, machine: Machine) -> None:
        super().__init__(spec, machine, AutoProcessor, AutoModelForImageTextToText)
        self._tokenizer = self._processor.tokenizer
        self._context = int(spec.settings.get("contextTokens", 32_768))
        self._grammars = xgrammar.GrammarCompiler(
            xgrammar.TokenizerInfo.from_huggingface(self._tokenizer, vocab_size=self._model.get_output_embeddings().out_features)
        )

    def chat(self, messages: list[Message], options: ChatOptions, cancel: Cancel) -> Iterator[str | Reply]:
        """Pieces of the reply's text, and a ``Reply`` at the end. Raises WireError for a conversation that is too long."""
        with self._lock:
            inputs = self._read(messages)
            prompt_tokens = int(inputs["input_ids"].shape[1])
            if prompt_tokens + options.max_tokens > self._context:
                raise WireError(
                    400,
                    "context_length_exceeded",
                    f"The conversation takes {prompt_tokens} tokens and the reply up to {options.max_tokens}; {self._context} are the most.",
                )
            image_tokens = self._image_tokens(inputs["input_ids"])
            if image_tokens == 0 and any(not isinstance(part, str) for message in messages for part in message.parts):
                raise WireError(500, "engine_failed", "The model's processor put no picture into the prompt: its template does not fit the model.")
            yield from self._generate(inputs, prompt_tokens, image_tokens, options, cancel)

    def check(self) -> None:
        picture = Image.new("RGB", (56, 56), "white")
        pieces = list(self.chat([Message("user", (picture, "What is this?"))], ChatOptions(max_tokens=2, temperature=0.0), Cancel()))
        if not isinstance(pieces[-1], Reply) or pieces[-1].completion_tokens < 1:
            raise RuntimeError("the model gave no token for a test picture")

    def _read(self, messages: list[Message]) -> dict[str, Any]:
        """The conversation as tensors: the model's own template places the pictures."""
        turns = [
            {
                "role": message.role,
                "content": [{"type": "text", "text": part} if isinstance(part, str) else {"type": "image"} for part in message.parts],
            }
            for message in messages
        ]
        images = [part for message in messages for part in message.parts if not isinstance(part, str)]
        prompt = self._processor.apply_chat_template(turns, add_generation_prompt=True, tokenize=False)
        return self._device.place(self._processor(text=[prompt], images=images or None, return_tensors="pt"))

    def _image_tokens(self, ids: torch.Tensor) -> int | None:
        """Configurations name the token in one of two ways."""
        config = self._model.config
        token = getattr(config, "image_token_id", None)
        token = getattr(config, "image_token_index", None) if token is None else token
        return None if token is None else int((ids == token).sum())

    def _generate(self, inputs: dict[str, Any], prompt_tokens: int, image_tokens: int | None, options: ChatOptions, cancel: Cancel) -> Iterator[str | Reply]:
        streamer = _Pieces(self._tokenizer)
        sampling = {"do_sample": True, "temperature": options.temperature} if options.temperature > 0 else {"do_sample": False}
        arguments = {
            **inputs,
            **sampling,
            "max_new_tokens": options.max_tokens,
            "streamer": streamer,
            "stopping_criteria": StoppingCriteriaList([StopWhenGone(cancel)]),
            "logits_processor": [xgrammar.contrib.hf.LogitsProcessor(self._grammar(options.schema))] if options.schema else [],
        }
        stops = {"stop_strings": list(options.stop), "tokenizer": self._tokenizer} if options.stop else {}

        def work() -> None:
            try:
                if options.seed is not None:
                    torch.manual_seed(options.seed)
                with torch.inference_mode():
                    self._model.generate(**arguments, **stops)
                streamer.finish(None)
            except Exception as error:  # Told to the client by the reader.
                streamer.finish(error)

        thread = threading.Thread(target=work, name="generate", daemon=True)
        thread.start()
        try:
            yield from _without_stops(streamer, options.stop)
        except GeneratorExit:
            cancel.set()
            raise
        finally:
            thread.join()
        if cancel.is_set:
            return
        limited = streamer.tokens >= options.max_tokens and not streamer.ended
        yield Reply("length" if limited else "stop", prompt_tokens, streamer.tokens, image_tokens)

    def _grammar(self, schema: dict[str, Any]) -> Any:
        try:
            return self._grammars.compile_json_schema(json.dumps(schema), any_whitespace=False)
        except RuntimeError as error:
            raise WireError(400, "invalid_request", f"The JSON schema cannot be decoded to: {error}") from error


class _Pieces(BaseStreamer):
    """Tokens of ``generate`` as pieces of text that hold whole characters."""

    def __init__(self, tokenizer: Any) -> None:
        self._tokenizer = tokenizer
        self._queue: SimpleQueue[str | Exception | None] = SimpleQueue()
        self._ids: list[int] = []
        self._told = ""
        self._prompt = True
        self.tokens = 0
        self.ended = False

    def put(self, value: torch.Tensor) -> None:
        if self._prompt:
            self._prompt = False
            return
        self._ids.extend(value.reshape(-1).tolist())
        self.tokens += value.numel()
        self.ended = self._ids[-1] in self._tokenizer.all_special_ids
        text = self._tokenizer.decode(self._ids, skip_special_tokens=True)
        if not text.endswith("\ufffd"):
            self._tell(text)

    def end(self) -> None:
        self._tell(self._tokenizer.decode(self._ids, skip_special_tokens=True))

    def finish(self, error: Exception | None) -> None:
        """The last word: without it the reader would wait for ever."""
        self._queue.put(error)

    def _tell(self, text: str) -> None:
        if len(text) > len(self._told):
            self._queue.put(text[len(self._told) :])
            self._told = text

    def __iter__(self) -> Iterator[str]:
        while (piece := self._queue.get()) is not None:
            if isinstance(piece, Exception):
                raise piece
            yield piece


def _without_stops(pieces: Iterator[str], stops: tuple[str, ...]) -> Iterator[str]:
    """The text up to the first stop string; what may be the start of one is held back until it is clear."""
    held = ""
    over = False
    longest = max((len(stop) for stop in stops), default=0)
    for piece in pieces:
        if over:
            continue
        held += piece
        found = [at for stop in stops if (at := held.find(stop)) >= 0]
        if found:
            over = True
            if min(found) > 0:
                yield held[: min(found)]
            continue
        sure = len(held) - max(0, longest - 1)
        if sure > 0:
            yield held[:sure]
            held = held[sure:]
    if held and not over:
        yield held
