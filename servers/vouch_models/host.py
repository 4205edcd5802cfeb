"""The models of one server: loaded when they are first needed, counted while they are used, unloaded on demand."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Literal

from .activity import request_running
from .engines import Engine, Kind, Machine, kind_of, load_engine
from .errors import WireError, is_out_of_memory
from .memory import device_bytes, resident_bytes
from .spec import ModelSpec

#: How long a passed check counts, in seconds.
HEALTH_TTL = 5.0
#: How long an unload waits for requests that are being answered, in seconds.
UNLOAD_PATIENCE = 60.0

#: A job, or several of which a model does one.
Jobs = str | tuple[str, ...]
State = Literal["declared", "loading", "ready", "unloading"]


class Slot:
    """The place of one model."""

    def __init__(self, spec: ModelSpec) -> None:
        self.spec = spec
        self.kind: Kind = kind_of(spec.engine)
        self.state: State = "declared"
        #: Bytes that loading took: on the GPU where there is one, else resident. Measured, so it may hold what others took meanwhile.
        self.bytes = 0
        self.engine: Engine | None = None
        self.users = 0
        self.checked_at = float("-inf")
        self.changed = threading.Condition()


class Host:
    """Models by id. All methods may be called from several threads."""

    def __init__(self, specs: Sequence[ModelSpec], machine: Machine) -> None:
        """Raises ValueError for an engine that there is not."""
        self._slots = {spec.id: Slot(spec) for spec in specs}
        self._machine = machine

    def slots(self) -> list[Slot]:
        return list(self._slots.values())

    @contextmanager
    def use(self, model: str | None, job: Jobs) -> Iterator[Engine]:
        """The engine of a model, or of the first that does the job (one of several where there are several); loaded when it is not, and kept while it is used."""
        slot = self._find(model, job)
        engine = self._enter(slot)
        try:
            with request_running():
                yield engine
        except Exception as error:
            if is_out_of_memory(error):
                _forget_cached()
            raise
        finally:
            _leave(slot)

    def require(self, model: str | None, job: Jobs) -> None:
        """Raises WireError where no model would do the job; loads nothing."""
        self._find(model, job)

    def load(self, model: str) -> Slot:
        """Load a model ahead of need."""
        slot = self._find(model, None)
        self._enter(slot)
        _leave(slot)
        return slot

    def unload(self, model: str) -> Slot:
        """Give a model's memory back, once nobody uses it. Raises WireError 409 when it stays in use."""
        slot = self._find(model, None)
        with slot.changed:
            if not slot.changed.wait_for(lambda: slot.users == 0 and slot.state in ("declared", "ready"), UNLOAD_PATIENCE):
                raise WireError(409, "model_in_use", f'The model "{model}" is in use by {slot.users} requests.')
            engine, slot.engine = slot.engine, None
            if engine is None:
                return slot
            # Who needs the model meanwhile waits: two of it may not fit.
            slot.state = "unloading"
        try:
            engine.close()
        finally:
            with slot.changed:
                slot.state, slot.bytes = "declared", 0
                slot.changed.notify_all()
        return slot

    def check(self) -> list[str]:
        """A real inference with every loaded model, at most once in ``HEALTH_TTL`` seconds each; the ids of those that passed. Loads none."""
        passed = []
        for slot in self.slots():
            engine = self._enter_loaded(slot)
            if engine is None:
                continue
            try:
                if time.monotonic() - slot.checked_at > HEALTH_TTL:
                    engine.check()
                    slot.checked_at = time.monotonic()
            finally:
                _leave(slot)
            passed.append(slot.spec.id)
        return passed

    def close(self) -> None:
        """Unload every model, those behind one that stays in use, too. Raises the first failure at the end."""
        failures: list[Exception] = []
        for slot in self.slots():
            try:
                self.unload(slot.spec.id)
            except Exception as error:
                failures.append(error)
        if failures:
            raise failures[0]

    def _find(self, model: str | None, job: Jobs | None) -> Slot:
        jobs = (job,) if isinstance(job, str) else job
        if not model:
            able = [slot for slot in self.slots() if jobs and slot.kind.job in jobs]
            if not able:
                raise WireError(404, "model_not_found", f"No model of this server does the job {' or '.join(jobs or ())}.")
            return able[0]
        slot = self._slots.get(model)
        if slot is None:
            raise WireError(404, "model_not_found", f'There is no model "{model}" here; there are {", ".join(sorted(self._slots))}.')
        if jobs is not None and slot.kind.job not in jobs:
            raise WireError(400, "wrong_job", f'The model "{model}" does the job {slot.kind.job}, not {" or ".join(jobs)}.')
        return slot

    def _enter_loaded(self, slot: Slot) -> Engine | None:
        """Counts one more user of a model that is loaded; None for one that is not."""
        with slot.changed:
            if slot.state != "ready" or slot.engine is None:
                return None
            slot.users += 1
            return slot.engine

    def _enter(self, slot: Slot) -> Engine:
        """Counts one more user. One thread loads; others wait for it, and the next tries again where it failed."""
        with slot.changed:
            slot.users += 1
            try:
                slot.changed.wait_for(lambda: slot.state in ("declared", "ready"))
                if slot.engine is not None:
                    return slot.engine
                slot.state = "loading"
            except BaseException:
                slot.users -= 1
                raise
        before = _bytes_used()
        try:
            engine = load_engine(slot.spec, self._machine)
        except Exception as error:
            with slot.changed:
                slot.users -= 1
                slot.state = "declared"
                slot.changed.notify_all()
            if is_out_of_memory(error):
                _forget_cached()
                raise
            raise WireError(503, "load_failed", f'The model "{slot.spec.id}" cannot be loaded: {type(error).__name__}: {error}') from error
        with slot.changed:
            slot.engine, slot.state, slot.bytes = engine, "ready", max(0, _bytes_used() - before)
            slot.changed.notify_all()
        return engine


def _leave(slot: Slot) -> None:
    with slot.changed:
        slot.users -= 1
        slot.changed.notify_all()


def _bytes_used() -> int:
    on_device = device_bytes()
    return resident_bytes() if on_device is None else on_device


def _forget_cached() -> None:
    """After an allocation failed, the cached blocks of the device are given back, so that the next request fits."""
    torch = sys.modules.get("torch")
    if torch is not None and torch.cuda.is_available():
        torch.cuda.empty_cache()
