"""What every engine offers, and the machine that it computes on."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from typing import Protocol


class Engine(Protocol):
    """One loaded model. Its job's methods are called from several threads; an engine puts them in order itself."""

    def check(self) -> None:
        """A real, tiny inference. Raises when the answer is not sane."""

    def close(self) -> None:
        """Let go of the model's memory."""


@dataclass(frozen=True)
class Machine:
    """Threads on the CPU, whether a GPU may be used where there is one, and which."""

    threads: int
    gpu: bool = True
    #: CUDA devices of this process, by their numbers; empty: the first.
    devices: tuple[int, ...] = ()


class Cancel:
    """Set when nobody waits for an answer any more; long work looks at it."""

    def __init__(self) -> None:
        self._event = threading.Event()

    def set(self) -> None:
        self._event.set()

    @property
    def is_set(self) -> bool:
        return self._event.is_set()
