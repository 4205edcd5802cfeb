"""Conversations with models of transformers that see or hear."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy
import torch
import xgrammar
from PIL import Image
from transformers import AutoModelForImageTextToText, AutoModelForMultimodalLM, AutoProcessor, StoppingCriteriaList

from ..errors import WireError
from ..spec import ModelSpec
from .base import Cancel, Machine
from .chat_pieces import Pieces, without_stops
from .torch_engine import StopWhenGone, TorchEngine


Part = str | Image.Image | numpy.ndarray


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
    """A turn of the conversation: texts, pictures and sounds (mono samples at the engine's ``sample_rate``) in their order."""

    role: str
    parts: tuple[Part, ...]

    def media(self) -> list[Image.Image | numpy.ndarray]:
        return [part for part in self.parts if not isinstance(part, str)]


@dataclass(frozen=True)
class Reply:
    """The end of a reply: why it ended, and what it cost."""

    finish: str
    prompt_tokens: int
    completion_tokens: int
    #: Tokens of the prompt that stand for each kind of medium that the model takes; a kind is missing where the model does not tell them apart.
    media_tokens: dict[str, int]


class ChatEngine(TorchEngine):
    """One model; conversations are answered one after the other, each streamed as it is made."""

    #: What a message may hold beside texts: ``image``, ``audio``.
    takes: frozenset[str] = frozenset()

    def __init__(self, spec: ModelSpec, machine: Machine, model: Any) -> None:
        super().__init__(spec, machine, AutoProcessor, model)
        self._tokenizer = self._processor.tokenizer
        self._context = int(spec.settings.get("contextTokens", 32_768))
        self._grammars = xgrammar.GrammarCompiler(
            xgrammar.TokenizerInfo.from_huggingface(self._tokenizer, vocab_size=self._model.get_output_embeddings().out_features)
        )
        ends = self._model.generation_config.eos_token_id
        self._ends = frozenset(ends if isinstance(ends, list) else [] if ends is None else [ends])

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
            media_tokens = self._media_tokens(inputs["input_ids"])
            if media_tokens and not any(media_tokens.values()) and any(message.media() for message in messages):
                raise WireError(500, "engine_failed", "The model's processor put no medium into the prompt: its template does not fit the model.")
            yield from self._generate(inputs, prompt_tokens, media_tokens, options, cancel)

    def _answer_to(self, medium: Image.Image | numpy.ndarray) -> None:
        """The tiny inference of a check."""
        pieces = list(self.chat([Message("user", (medium, "What is this?"))], ChatOptions(max_tokens=2, temperature=0.0), Cancel()))
        if not isinstance(pieces[-1], Reply) or pieces[-1].completion_tokens < 1:
            raise RuntimeError("the model gave no token for a test medium")

    def _read(self, messages: list[Message]) -> dict[str, Any]:
        """The conversation as tensors: the model's own template places the media."""
        turns = [{"role": message.role, "content": [_described(part) for part in message.parts]} for message in messages]
        media = [medium for message in messages for medium in message.media()]
        prompt = self._processor.apply_chat_template(turns, add_generation_prompt=True, tokenize=False)
        return self._device.place(self._processor(text=[prompt], **(self._media(media) if media else {}), return_tensors="pt"))

    def _media(self, media: list[Any]) -> dict[str, Any]:
        """Arguments of the processor."""
        raise NotImplementedError

    def _media_tokens(self, ids: torch.Tensor) -> dict[str, int]:
        """Configurations name the token in one of two ways."""
        counts = {}
        for medium in self.takes:
            named = [getattr(self._model.config, f"{medium}_token_{way}", None) for way in ("id", "index")]
            if token := [token for token in named if token is not None]:
                counts[medium] = int((ids == token[0]).sum())
        return counts

    def _generate(self, inputs: dict[str, Any], prompt_tokens: int, media_tokens: dict[str, int], options: ChatOptions, cancel: Cancel) -> Iterator[str | Reply]:
        streamer = Pieces(self._tokenizer, self._ends)
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
            yield from without_stops(streamer, options.stop)
        except GeneratorExit:
            cancel.set()
            raise
        finally:
            thread.join()
        if cancel.is_set:
            return
        limited = streamer.tokens >= options.max_tokens and not streamer.ended
        yield Reply("length" if limited else "stop", prompt_tokens, streamer.tokens, media_tokens)

    def _grammar(self, schema: dict[str, Any]) -> Any:
        try:
            return self._grammars.compile_json_schema(json.dumps(schema), any_whitespace=False)
        except RuntimeError as error:
            raise WireError(400, "invalid_request", f"The JSON schema cannot be decoded to: {error}") from error


class VisionChatEngine(ChatEngine):
    """Any ``AutoModelForImageTextToText``: Qwen2.5-VL and Qwen3-VL, SmolVLM2, GLM-4V and others."""

    takes = frozenset({"image"})

    def __init__(self, spec: ModelSpec, machine: Machine) -> None:
        super().__init__(spec, machine, AutoModelForImageTextToText)

    def check(self) -> None:
        self._answer_to(Image.new("RGB", (56, 56), "white"))

    def _media(self, media: list[Any]) -> dict[str, Any]:
        return {"images": media}


class AudioChatEngine(ChatEngine):
    """Any ``AutoModelForMultimodalLM`` that hears, such as Qwen2-Audio: says what a sound is, and answers questions about it."""

    takes = frozenset({"audio"})

    def __init__(self, spec: ModelSpec, machine: Machine) -> None:
        super().__init__(spec, machine, AutoModelForMultimodalLM)
        extractor = self._processor.feature_extractor
        self.sample_rate = int(extractor.sampling_rate)
        #: Seconds of one sound at most: what is beyond would be cut by the processor without a word. None: it cuts nothing.
        self._longest: float | None = getattr(self._processor, "max_audio_len", None) or getattr(extractor, "chunk_length", None)

    def check(self) -> None:
        self._answer_to(numpy.zeros(self.sample_rate, dtype=numpy.float32))

    def _media(self, media: list[Any]) -> dict[str, Any]:
        seconds = max(len(samples) for samples in media) / self.sample_rate
        if self._longest is not None and seconds > self._longest:
            raise WireError(400, "input_too_large", f"A sound lasts {seconds:.1f} s; the model hears {self._longest:.0f} s of one. Cut it into pieces.")
        return {"audio": media, "sampling_rate": self.sample_rate}


def _described(part: Part) -> dict[str, str]:
    if isinstance(part, str):
        return {"type": "text", "text": part}
    return {"type": "image" if isinstance(part, Image.Image) else "audio"}
