"""What all engines on PyTorch share: one model with its processor, used by one thread at a time."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import torch
from transformers import CONFIG_MAPPING, PreTrainedConfig, StoppingCriteria
from transformers.utils import logging

from ..activity import progressed
from ..spec import ModelSpec
from .base import Cancel, Machine
from .torch_device import TorchDevice, pretrained_options
from .trusted_code import how_to_trust, trusted_copy


# Standard error is for what people should know; loading shows no bar there.
logging.disable_progress_bar()


class TorchEngine:
    """A model of transformers and the processor that prepares its inputs."""

    def __init__(self, spec: ModelSpec, machine: Machine, processor: Any, model: Any) -> None:
        """``processor`` and ``model`` are classes with ``from_pretrained``."""
        self._device = TorchDevice(spec, machine)
        with _files(spec) as (source, options):
            self._processor = processor.from_pretrained(source, **options)
            self._model = self._device.load(model, source, **options).eval()
        count_layers(self._model)
        self._lock = threading.Lock()

    def close(self) -> None:
        del self._model
        self._device.release()


def count_layers(model: torch.nn.Module) -> None:
    """Each layer's computation is progress: a long prompt is told from a model that hangs before its first token."""
    for module in model.modules():
        if isinstance(module, torch.nn.ModuleList):
            for layer in module:
                layer.register_forward_hook(progressed)


def count_components(pipeline: Any) -> None:
    """The same for all models of a pipeline of diffusers."""
    for component in pipeline.components.values():
        if isinstance(component, torch.nn.Module):
            count_layers(component)


class StopWhenGone(StoppingCriteria):
    """Ends ``generate`` at the next token once nobody waits for it; each token is progress."""

    def __init__(self, cancel: Cancel) -> None:
        self._cancel = cancel

    def __call__(self, input_ids: torch.Tensor, scores: torch.Tensor, **_: Any) -> torch.Tensor:
        progressed()
        return torch.full((input_ids.shape[0],), self._cancel.is_set, dtype=torch.bool, device=input_ids.device)


@contextmanager
def _files(spec: ModelSpec) -> Iterator[tuple[str, dict[str, Any]]]:
    """Where a model is loaded from, and how: without its own program, or with one that was read and named."""
    if spec.trust_code is None:
        options = pretrained_options(spec)
        _needs_no_code(spec, options)
        yield spec.source, options
    else:
        with trusted_copy(spec) as copy:
            yield str(copy), {"local_files_only": True, "trust_remote_code": True}


def _needs_no_code(spec: ModelSpec, options: dict[str, Any]) -> None:
    """Raises ValueError for a model whose architecture is written in its repository alone; the libraries would ask to trust it."""
    config, _ = PreTrainedConfig.get_config_dict(spec.source, **options)
    kind = config.get("model_type")
    if "auto_map" in config and kind not in CONFIG_MAPPING:
        raise ValueError(
            f'the model is of the kind "{kind}", which transformers does not have: it needs the program in its repository ({spec.source}), which could do '
            "whatever this server may and is not run. Choose a model of a kind that transformers has, or read every file of the program and then write into "
            f"the models file: {how_to_trust(spec)}"
        )
