"""What an engine of this server must offer, and the table of engines."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from fastapi import FastAPI

from .start_line import StartLine


class Engine(Protocol):
    """One loaded model behind HTTP routes."""

    def register(self, app: FastAPI) -> None:
        """Add the routes of the model's job below ``/v1``."""

    def check(self) -> None:
        """A real, tiny inference. Raises when the answer is not sane."""


def load_engine(start: StartLine) -> Engine:
    """Load the model. Engines are imported on demand, so that each needs only its own libraries."""
    factory = ENGINES.get(start.engine)
    if factory is None:
        raise ValueError(f'there is no engine "{start.engine}"; engines are {", ".join(sorted(ENGINES))}')
    return factory(start)


def _faster_whisper(start: StartLine) -> Engine:
    from .transcription import WhisperEngine

    return WhisperEngine(start)


ENGINES: dict[str, Callable[[StartLine], Engine]] = {"faster-whisper": _faster_whisper}
