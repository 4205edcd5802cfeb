"""What ``generate`` makes, token by token, as pieces of text."""

from __future__ import annotations

from collections.abc import Iterator
from queue import SimpleQueue
from typing import Any

import torch
from transformers.generation.streamers import BaseStreamer


class Pieces(BaseStreamer):
    """Tokens of ``generate`` as pieces of text that hold whole characters."""

    def __init__(self, tokenizer: Any, ends: frozenset[int]) -> None:
        """``ends``: tokens that end a reply."""
        self._tokenizer = tokenizer
        self._ends = ends
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
        self.ended = self._ids[-1] in self._ends
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


def without_stops(pieces: Iterator[str], stops: tuple[str, ...]) -> Iterator[str]:
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
