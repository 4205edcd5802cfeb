"""What all engines on PyTorch share: one model with its processor on one device, used by one thread at a time."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from typing import Any

import torch
from transformers import StoppingCriteria
from transformers.utils import logging

from ..spec import ModelSpec
from .base import Cancel, Machine
from .torch_device import TorchDevice, pretrained_options


# Standard error is for what people should know; loading shows no bar there.
logging.disable_progress_bar()


class TorchEngine:
    """A model of transformers and the processor that prepares its inputs."""

    def __init__(self, spec: ModelSpec, machine: Machine, processor: Any, model: Any) -> None:
        """``processor`` and ``model`` are classes with ``from_pretrained``."""
        options = pretrained_options(spec)
        self._device = TorchDevice(spec, machine)
        self._processor = processor.from_pretrained(spec.source, **options)
        self._model = model.from_pretrained(spec.source, dtype=self._device.dtype, **options).to(self._device.device).eval()
        self._lock = threading.Lock()

    def close(self) -> None:
        del self._model
        self._device.release()

    def _run(self, inputs: Mapping[str, Any]) -> Any:
        """The model's outputs for a processor's output."""
        with self._lock, torch.inference_mode():
            return self._model(**self._device.place(inputs))


class StopWhenGone(StoppingCriteria):
    """Ends ``generate`` at the next token once nobody waits for it."""

    def __init__(self, cancel: Cancel) -> None:
        self._cancel = cancel

    def __call__(self, input_ids: torch.Tensor, scores: torch.Tensor, **_: Any) -> torch.Tensor:
        return torch.full((input_ids.shape[0],), self._cancel.is_set, dtype=torch.bool, device=input_ids.device)
