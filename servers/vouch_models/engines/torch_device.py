"""Where PyTorch models compute: the devices, their precision and their memory."""

from __future__ import annotations

import gc
from typing import Any

import torch

from ..spec import ModelSpec
from .base import Machine

#: Share of a device's free memory that the weights of a spread model may take; the rest is for what it computes.
WEIGHTS_SHARE = 0.85


class TorchDevice:
    """The CUDA devices that the machine names, else the first, where one may be used; else the CPU. The same code runs on all.

    A model lies on one of them, that with the most free memory, or with the setting ``spread`` its layers lie on all.
    """

    def __init__(self, spec: ModelSpec, machine: Machine) -> None:
        """Raises ValueError for a named device that there is not."""
        self._set = _cuda_set(machine)
        self._spread = bool(spec.settings.get("spread", False))
        if self._spread and not self._set:
            raise ValueError("settings.spread: there is no GPU to spread the model over")
        self.device = torch.device(f"cuda:{_roomiest(self._set, self._spread)}" if self._set else "cpu")
        #: Half precision saves memory on a GPU; CPUs compute in single precision.
        self.dtype = _dtype(spec.settings.get("dtype"), torch.bfloat16 if self._set else torch.float32)
        if not self._set:
            torch.set_num_threads(machine.threads)

    def load(self, model: Any, source: str, **options: Any) -> Any:
        """What ``model.from_pretrained`` makes, on its device or spread. Raises MemoryError for a spread model that does not fit."""
        if not self._spread:
            return model.from_pretrained(source, dtype=self.dtype, **options).to(self.device)
        room = {index: int(torch.cuda.mem_get_info(index)[0] * WEIGHTS_SHARE) for index in self._set}
        made = model.from_pretrained(source, dtype=self.dtype, device_map="balanced", max_memory=room, **options)
        # What does not fit would be left in main memory or on the disk and be many times slower, without a word.
        if beside := {"cpu", "disk"} & {str(place) for place in made.hf_device_map.values()}:
            raise MemoryError(f"out of memory: the GPUs {', '.join(map(str, self._set))} do not hold the model, parts of it would lie on {sorted(beside)[0]}")
        return made

    def place(self, inputs: Any) -> dict[str, Any]:
        """Tensors of a processor's output on the device; floating point ones in its precision."""
        return {
            name: value.to(self.device, self.dtype) if value.is_floating_point() else value.to(self.device)
            for name, value in inputs.items()
            if isinstance(value, torch.Tensor)
        }

    def release(self) -> None:
        """Give freed memory back to the devices, so that others can have it."""
        gc.collect()
        for index in self._set:
            torch.cuda.synchronize(index)
        if self._set:
            torch.cuda.empty_cache()


def pretrained_options(spec: ModelSpec) -> dict[str, Any]:
    """How ``from_pretrained`` finds the files: a folder is read as it is, and nothing of a repository's own code is ever run."""
    return {"revision": spec.revision, "local_files_only": spec.local, "trust_remote_code": False}


def _cuda_set(machine: Machine) -> tuple[int, ...]:
    """Empty: the CPU."""
    count = torch.cuda.device_count() if machine.gpu and torch.cuda.is_available() else 0
    if missing := [index for index in machine.devices if index >= count]:
        raise ValueError(f"there is no CUDA device {missing[0]} here: {count} can be used")
    return machine.devices or ((0,) if count else ())


def _roomiest(indices: tuple[int, ...], spread: bool) -> int:
    """Where one model goes; inputs of a spread one go to the first device, as its first layers do."""
    if spread or len(indices) == 1:
        return indices[0]
    return max(indices, key=lambda index: torch.cuda.mem_get_info(index)[0])


def _dtype(name: Any, default: torch.dtype) -> torch.dtype:
    if name is None:
        return default
    known = {"float32": torch.float32, "float16": torch.float16, "bfloat16": torch.bfloat16}
    if name not in known:
        raise ValueError(f'dtype "{name}" is not one of {", ".join(known)}')
    return known[name]
