"""Conversations with models of transformers that see or hear."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy
import torch
import xgrammar
from PIL import Image
from transformers import AutoModelForImageTextToText, AutoModelForMultimodalLM, AutoProcessor

from ..errors import WireError
from ..spec import ModelSpec
from .base import Cancel, Machine
from .batching import Batcher
from .chat_batches import ChatBatches
from .chat_pieces import Pieces, Reply
from .chat_rows import Habits, Row
from .torch_engine import TorchEngine

#: Conversations of one batch where the setting ``batch`` names no number.
BATCH = 8
#: Seconds that a first conversation waits for company.
PATIENCE = 0.02

Medium = Image.Image | numpy.ndarray
Part = str | Medium


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

    def media(self) -> list[Medium]:
        return [part for part in self.parts if not isinstance(part, str)]


@dataclass(frozen=True)
class Call:
    """A conversation that waits for its reply."""

    messages: list[Message]
    options: ChatOptions
    cancel: Cancel
    pieces: Pieces


class ChatEngine(TorchEngine):
    """One model. Conversations that come together are computed together where that changes no reply; each is streamed as it is made.

    Settings: ``contextTokens``, the most of one conversation with its reply, and of a whole batch with its padding; ``batch``, the most conversations of one.
    """

    #: What a message may hold beside texts: ``image``, ``audio``.
    takes: frozenset[str] = frozenset()
    #: Whether several may be computed as one, if that is found to change nothing.
    batches = True

    def __init__(self, spec: ModelSpec, machine: Machine, model: Any, processor: Any = AutoProcessor) -> None:
        batch = int(spec.settings.get("batch", BATCH))
        if batch < 1:
            raise ValueError(f"settings.batch: {batch} is less than 1")
        super().__init__(spec, machine, processor, model)
        self._tokenizer = self._find_tokenizer()
        self._context = int(spec.settings.get("contextTokens", 32_768))
        ends = self._model.generation_config.eos_token_id
        self._ends = frozenset(ends if isinstance(ends, list) else [] if ends is None else [ends])
        self._habits = Habits(self._model)
        self._batches = ChatBatches(spec.id, self._model, self._tokenizer, self._device, self._context, self._trial if batch > 1 and self.batches else None)
        # All work with the model is done in one thread, reading too.
        self._batcher: Batcher[Call, None] = Batcher(self._answer, batch, PATIENCE)

    def close(self) -> None:
        self._batcher.close()
        self._batches.close()
        super().close()

    def chat(self, messages: list[Message], options: ChatOptions, cancel: Cancel) -> Iterator[str | Reply]:
        """Pieces of the reply's text, and a ``Reply`` at the end. Raises WireError for a conversation that is too long."""
        pieces = Pieces(self._tokenizer, self._ends, options.stop, cancel)
        (answered,) = self._batcher.hand_in([Call(messages, options, cancel, pieces)])
        # What goes wrong around the rows must end their readers, too.
        answered.add_done_callback(lambda done: (error := done.exception()) and pieces.fail(error))
        try:
            yield from pieces
        finally:
            # Who reads no further ends the row.
            cancel.set()

    def check(self) -> None:
        medium = self._samples()[0]
        pieces = list(self.chat([Message("user", (medium, "What is this?"))], ChatOptions(max_tokens=2, temperature=0.0), Cancel()))
        if not isinstance(pieces[-1], Reply) or pieces[-1].completion_tokens < 1:
            raise RuntimeError("the model gave no token for a test medium")

    def _find_tokenizer(self) -> Any:
        return self._processor.tokenizer

    def _samples(self) -> tuple[Medium, Medium]:
        """Two media of different sizes for tests."""
        raise NotImplementedError

    def _trial(self) -> list[dict[str, torch.Tensor]]:
        """Prompts that differ in all that may differ."""
        small, large = self._samples()
        turns = [(small, "What is this?"), ("What can you tell me of the weather in the mountains?",), (large, "And what is this?")]
        return [self._read([Message("user", parts)]) for parts in turns]

    def _answer(self, calls: Sequence[Call]) -> list[None]:
        self._batches.run([row for call in calls if (row := self._row(call)) is not None])
        return [None] * len(calls)

    def _row(self, call: Call) -> Row | None:
        """None where nobody waits any more, or where it fails, which is told to the reader."""
        if call.cancel.is_set:
            return None
        options = call.options
        try:
            inputs = self._read(call.messages)
            media_tokens = self._checked(inputs["input_ids"], call)
            # Processors look at tokens where they are computed.
            ids = inputs["input_ids"].to(self._device.device)
            processors = self._habits.processors(self._model, ids, options.temperature, self._grammar(options.schema) if options.schema else None)
            return Row(call.pieces, call.cancel, options.max_tokens, inputs, media_tokens, processors, self._chance(options))
        except Exception as error:
            call.pieces.fail(error)
            return None

    def _checked(self, ids: torch.Tensor, call: Call) -> dict[str, int]:
        """Tokens of media. Raises WireError for a prompt that cannot be answered."""
        if ids.shape[1] + call.options.max_tokens > self._context:
            raise WireError(
                400,
                "context_length_exceeded",
                f"The conversation takes {ids.shape[1]} tokens and the reply up to {call.options.max_tokens}; {self._context} are the most.",
            )
        media_tokens = self._media_tokens(ids)
        if media_tokens and not any(media_tokens.values()) and any(message.media() for message in call.messages):
            raise WireError(500, "engine_failed", "The model's processor put no medium into the prompt: its template does not fit the model.")
        return media_tokens

    def _chance(self, options: ChatOptions) -> torch.Generator | None:
        """Of one row alone, so that a seed means the same in any company."""
        if options.temperature <= 0:
            return None
        generator = torch.Generator(self._device.device)
        if options.seed is None:
            generator.seed()
        else:
            generator.manual_seed(options.seed)
        return generator

    def _read(self, messages: list[Message]) -> dict[str, torch.Tensor]:
        """The conversation as tensors, a batch of one: the model's own template places the media."""
        turns = [{"role": message.role, "content": [_described(part) for part in message.parts]} for message in messages]
        media = [medium for message in messages for medium in message.media()]
        prompt = self._processor.apply_chat_template(turns, add_generation_prompt=True, tokenize=False)
        made = self._processor(text=[prompt], **(self._media(media) if media else {}), return_tensors="pt")
        return {name: tensor for name, tensor in made.items() if isinstance(tensor, torch.Tensor)}

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

    @cached_property
    def _grammars(self) -> xgrammar.GrammarCompiler:
        return xgrammar.GrammarCompiler(
            xgrammar.TokenizerInfo.from_huggingface(self._tokenizer, vocab_size=self._model.get_output_embeddings().out_features)
        )

    def _grammar(self, schema: dict[str, Any]) -> xgrammar.CompiledGrammar:
        try:
            return self._grammars.compile_json_schema(json.dumps(schema), any_whitespace=False)
        except RuntimeError as error:
            raise WireError(400, "invalid_request", f"The JSON schema cannot be decoded to: {error}") from error


class VisionChatEngine(ChatEngine):
    """Any ``AutoModelForImageTextToText``: Qwen2.5-VL and Qwen3-VL, SmolVLM2, GLM-4V and others."""

    takes = frozenset({"image"})

    def __init__(self, spec: ModelSpec, machine: Machine) -> None:
        super().__init__(spec, machine, AutoModelForImageTextToText)

    def _samples(self) -> tuple[Image.Image, Image.Image]:
        return Image.new("RGB", (56, 56), "white"), Image.new("RGB", (112, 84), "navy")

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

    def _samples(self) -> tuple[numpy.ndarray, numpy.ndarray]:
        return numpy.zeros(self.sample_rate // 2, dtype=numpy.float32), numpy.sin(numpy.arange(self.sample_rate, dtype=numpy.float32) * 0.2)

    def _media(self, media: list[Any]) -> dict[str, Any]:
        seconds = max(len(samples) for samples in media) / self.sample_rate
        if self._longest is not None and seconds > self._longest:
            raise WireError(400, "input_too_large", f"A sound lasts {seconds:.1f} s; the model hears {self._longest:.0f} s of one. Cut it into pieces.")
        return {"audio": media, "sampling_rate": self.sample_rate}


def _described(part: Part) -> dict[str, str]:
    if isinstance(part, str):
        return {"type": "text", "text": part}
    return {"type": "image" if isinstance(part, Image.Image) else "audio"}
