"""Engines whose requests are computed together when they come together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import torch

from ..spec import ModelSpec
from .base import Machine
from .batching import Batcher
from .torch_engine import TorchEngine

#: Inputs of one batch where the setting ``batch`` names no number; pictures may be large.
BATCH = 8

Inputs = dict[str, torch.Tensor]


class BatchedEngine(TorchEngine):
    """Each request is prepared by itself; those with tensors of the same shapes run as one, so that none is padded and each gets what it would get alone.

    Setting: ``batch``, the most that run as one.
    """

    def __init__(self, spec: ModelSpec, machine: Machine, processor: Any, model: Any) -> None:
        batch = int(spec.settings.get("batch", BATCH))
        if batch < 1:
            raise ValueError(f"settings.batch: {batch} is less than 1")
        super().__init__(spec, machine, processor, model)
        self._batcher: Batcher[Inputs, Any] = Batcher(self._compute, batch)

    def close(self) -> None:
        self._batcher.close()
        super().close()

    def _run(self, inputs: Mapping[str, Any]) -> Any:
        """The model's outputs for a processor's output of one request."""
        (outputs,) = self._batcher.submit([self._device.place(inputs)])
        return outputs

    def _compute(self, items: Sequence[Inputs]) -> list[Any]:
        alike: dict[Any, list[int]] = {}
        for index, item in enumerate(items):
            alike.setdefault(tuple((name, value.shape, value.dtype) for name, value in sorted(item.items())), []).append(index)
        results: list[Any] = [None] * len(items)
        for indices in alike.values():
            for index, outputs in zip(indices, self._together([items[index] for index in indices]), strict=True):
                results[index] = outputs
        return results

    def _together(self, items: list[Inputs]) -> list[Any]:
        joined = items[0] if len(items) == 1 else {name: torch.cat([item[name] for item in items]) for name in items[0]}
        with self._lock, torch.inference_mode():
            outputs = self._model(**joined)
        return [outputs] if len(items) == 1 else [_part(outputs, index, len(items)) for index in range(len(items))]


def _part(outputs: Any, index: int, count: int) -> Any:
    """One request's rows of the outputs; there are several of one where it has several texts. What has no rows is left out."""
    rows = {
        name: value.chunk(count)[index]
        for name, value in outputs.items()
        if isinstance(value, torch.Tensor) and value.dim() > 0 and value.shape[0] % count == 0 and value.shape[0] > 0
    }
    return type(outputs)(**rows)
