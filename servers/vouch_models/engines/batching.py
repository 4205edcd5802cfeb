"""Dynamic batching: calls that come at the same time are computed together."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from typing import Generic, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")

#: Items of one batch at most; larger ones gain little and cost memory.
MAX_BATCH = 16
#: Seconds that a first item waits for company.
PATIENCE = 0.003


class Batcher(Generic[Item, Result]):
    """A thread that computes what callers hand in, as many at a time as are waiting.

    Where a batch fails, its items are computed one by one, so that a bad or too large one fails alone.
    """

    def __init__(self, compute: Callable[[Sequence[Item]], Sequence[Result]], max_batch: int = MAX_BATCH, patience: float = PATIENCE) -> None:
        self._compute = compute
        self._max_batch = max_batch
        self._patience = patience
        self._waiting: queue.SimpleQueue[tuple[Item, Future[Result]] | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._work, name="batcher", daemon=True)
        self._thread.start()

    def submit(self, items: Sequence[Item]) -> list[Result]:
        """The results of all items, in order. Raises what the computation of the first failing one raised."""
        return [future.result() for future in self.hand_in(items)]

    def hand_in(self, items: Sequence[Item]) -> list[Future[Result]]:
        """The same for who does not wait, or is told of the results in another way."""
        futures: list[Future[Result]] = [Future() for _ in items]
        for pair in zip(items, futures, strict=True):
            self._waiting.put(pair)
        return futures

    @property
    def waiting(self) -> int:
        """Items that wait for their batch."""
        return self._waiting.qsize()

    def close(self) -> None:
        self._waiting.put(None)
        self._thread.join()

    def _work(self) -> None:
        while (first := self._waiting.get()) is not None:
            batch = [first]
            end = False
            while len(batch) < self._max_batch and not end:
                try:
                    following = self._waiting.get(timeout=self._patience)
                except queue.Empty:
                    break
                if following is None:
                    end = True
                else:
                    batch.append(following)
            self._run(batch)
            if end:
                return

    def _run(self, batch: list[tuple[Item, Future[Result]]]) -> None:
        try:
            results = list(self._compute([item for item, _ in batch]))
            if len(results) != len(batch):
                raise RuntimeError(f"{len(batch)} items gave {len(results)} results")
        except Exception as error:
            if len(batch) == 1:
                batch[0][1].set_exception(error)
                return
            for pair in batch:
                self._run([pair])
            return
        for (_, future), result in zip(batch, results, strict=True):
            future.set_result(result)
