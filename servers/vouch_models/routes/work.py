"""How a route has an engine work: in a thread, with the model kept loaded, given up when the client goes."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass
from typing import Any, TypeVar

from fastapi import Request
from fastapi.concurrency import run_in_threadpool

from ..engines.base import Cancel
from ..errors import ClientGone
from ..host import Host, Jobs

Result = TypeVar("Result")

#: Seconds between two looks at whether the client is still there.
WATCH = 0.1


async def work(request: Request, host: Host, model: str | None, job: Jobs, task: Callable[[Any, Cancel], Result]) -> Result:
    """``task`` with the model's engine. Its ``Cancel`` is set when the client has gone. The request's body must have been read."""

    def in_thread(cancel: Cancel) -> Result:
        with host.use(model, job) as engine:
            if cancel.is_set:
                raise ClientGone
            return task(engine, cancel)

    async with watching(request) as cancel:
        return await run_in_threadpool(in_thread, cancel)


@asynccontextmanager
async def watching(request: Request) -> AsyncIterator[Cancel]:
    cancel = Cancel()

    async def watch() -> None:
        while not await request.is_disconnected():
            await asyncio.sleep(WATCH)
        cancel.set()

    watcher = asyncio.create_task(watch())
    try:
        yield cancel
    finally:
        watcher.cancel()


async def pieces(host: Host, model: str | None, job: Jobs, task: Callable[[Any, Cancel], Iterator[Result]]) -> AsyncIterator[Result]:
    """What ``task`` makes, piece by piece. Who stops reading gives up the work."""
    loop = asyncio.get_running_loop()
    made: asyncio.Queue[Result | _End] = asyncio.Queue()
    cancel = Cancel()

    def tell(piece: Result | _End) -> None:
        loop.call_soon_threadsafe(made.put_nowait, piece)

    def produce() -> None:
        try:
            with host.use(model, job) as engine, closing(task(engine, cancel)) as parts:
                for piece in parts:
                    if cancel.is_set:
                        break
                    tell(piece)
            tell(_End(None))
        except Exception as error:  # Raised where the pieces are read.
            tell(_End(error))

    # The thread ends by itself, also when its reader has gone.
    producing = asyncio.ensure_future(run_in_threadpool(produce))
    try:
        while not isinstance(piece := await made.get(), _End):
            yield piece
        if piece.error is not None:
            raise piece.error
        await producing
    finally:
        cancel.set()


@dataclass(frozen=True)
class _End:
    error: Exception | None
