"""Where PyTorch models compute: the device, its precision and its memory."""

from __future__ import annotations

import gc
from typing import Any

import torch

from ..spec import ModelSpec
from .base import Machine


class TorchDevice:
    """The first CUDA device where one may be used, else the CPU; the same code runs on both."""

    def __init__(self, spec: ModelSpec, machine: Machine) -> None:
        cuda = machine.gpu and torch.cuda.is_available()
        self.device = torch.device("cuda" if cuda else "cpu")
        #: Half precision saves memory on a GPU; CPUs compute in single precision.
        self.dtype = _dtype(spec.settings.get("dtype"), torch.bfloat16 if cuda else torch.float32)
        if not cuda:
            torch.set_num_threads(machine.threads)

    def place(self, inputs: Any) -> dict[str, Any]:
        """Tensors of a processor's output on the device; floating point ones in its precision."""
        return {
            name: value.to(self.device, self.dtype) if value.is_floating_point() else value.to(self.device)
            for name, value in inputs.items()
            if isinstance(value, torch.Tensor)
        }

    def release(self) -> None:
        """Give freed memory back to the device, so that others can have it."""
        gc.collect()
        if self.device.type == "cuda":
            torch.cuda.synchronize()
            torch.cuda.empty_cache()


def pretrained_options(spec: ModelSpec) -> dict[str, Any]:
    """How ``from_pretrained`` finds the files: a folder is read as it is, and nothing of a repository's own code is ever run."""
    return {"revision": spec.revision, "local_files_only": spec.local, "trust_remote_code": False}


def _dtype(name: Any, default: torch.dtype) -> torch.dtype:
    if name is None:
        return default
    known = {"float32": torch.float32, "float16": torch.float16, "bfloat16": torch.bfloat16}
    if name not in known:
        raise ValueError(f'dtype "{name}" is not one of {", ".join(known)}')
    return known[name]
