"""What a model makes of one reply, token by token, as pieces of text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from typing import Any

from ..errors import ClientGone
from .base import Cancel

#: Seconds between two looks at whether somebody still waits for the next piece.
WATCH = 0.1


@dataclass(frozen=True)
class Reply:
    """The end of a reply: why it ended, and what it cost."""

    finish: str
    prompt_tokens: int
    completion_tokens: int
    #: Tokens of the prompt that stand for each kind of medium that the model takes; a kind is missing where the model does not tell them apart.
    media_tokens: dict[str, int]


class Pieces:
    """The text of one reply in pieces that hold whole characters, up to its first stop string. One thread makes them, another reads them."""

    def __init__(self, tokenizer: Any, ends: frozenset[int], stops: tuple[str, ...], cancel: Cancel) -> None:
        """``ends``: tokens that end a reply."""
        self._tokenizer = tokenizer
        self._ends = ends
        self._stops = stops
        self._cancel = cancel
        self._queue: SimpleQueue[str | Reply | BaseException] = SimpleQueue()
        self._told = 0
        self.ids: list[int] = []
        #: Whether a token or a stop string has ended the reply.
        self.ended = False

    def take(self, token: int) -> None:
        self.ids.append(token)
        text = self._text()
        found = [at for stop in self._stops if (at := text.find(stop)) >= 0]
        self.ended = token in self._ends or bool(found)
        if found:
            self._tell(text[: min(found)])
        elif not text.endswith("\ufffd"):
            # What may be the start of a stop string is held back until it is clear.
            self._tell(text[: len(text) - max((len(stop) - 1 for stop in self._stops), default=0)])

    def finish(self, reply: Reply) -> None:
        """The last word; what was held back is told before."""
        text = self._text()
        self._tell(text[: min([at for stop in self._stops if (at := text.find(stop)) >= 0], default=len(text))])
        self._queue.put(reply)

    def fail(self, error: BaseException) -> None:
        """Raised where the pieces are read."""
        self._queue.put(error)

    def __iter__(self) -> Iterator[str | Reply]:
        """Waits for what is made next, up to the reply's end. Raises ClientGone once nobody waits for it."""
        while not self._cancel.is_set:
            try:
                piece = self._queue.get(timeout=WATCH)
            except Empty:
                continue
            if isinstance(piece, BaseException):
                raise piece
            yield piece
            if isinstance(piece, Reply):
                return
        raise ClientGone

    def _text(self) -> str:
        return str(self._tokenizer.decode(self.ids, skip_special_tokens=True))

    def _tell(self, text: str) -> None:
        if len(text) > self._told:
            self._queue.put(text[self._told :])
            self._told = len(text)
