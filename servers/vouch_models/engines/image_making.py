"""Pictures from words, from words and a picture, and under a control picture, with diffusers."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from diffusers import AutoPipelineForImage2Image, AutoPipelineForText2Image, ControlNetModel
from PIL import Image

from ..errors import ClientGone, WireError
from ..spec import ModelSpec
from .base import Cancel, Machine
from .torch_device import TorchDevice, pretrained_options
from .torch_engine import count_components


@dataclass(frozen=True)
class ImageOrder:
    """What a picture is to be; sizes in px, checked by the route."""

    prompt: str
    count: int = 1
    width: int | None = None
    height: int | None = None
    steps: int | None = None
    seed: int | None = None
    #: The picture to start from, and how far to go from it: 0 keeps it, 1 ignores it.
    start: Image.Image | None = None
    strength: float = 0.6
    #: Edges, depth or pose for the ControlNet.
    control: Image.Image | None = None


class ImageMakingEngine:
    """One pipeline. Settings: ``controlnet`` and ``lora`` name folders or repositories, ``steps`` the default number of steps."""

    def __init__(self, spec: ModelSpec, machine: Machine) -> None:
        options = {name: value for name, value in pretrained_options(spec).items() if name != "trust_remote_code"}
        self._device = TorchDevice(spec, machine)
        parts: dict[str, Any] = {}
        self._controlled = "controlnet" in spec.settings
        if self._controlled:
            net = str(spec.settings["controlnet"])
            parts["controlnet"] = ControlNetModel.from_pretrained(net, dtype=self._device.dtype, local_files_only=Path(net).is_dir())
        self._make = self._device.load(AutoPipelineForText2Image, spec.source, **parts, **options)
        if "lora" in spec.settings:
            self._make.load_lora_weights(str(spec.settings["lora"]))
            self._make.to(self._device.device)
        count_components(self._make)
        self._make.set_progress_bar_config(disable=True)
        self._edit = None if self._controlled else AutoPipelineForImage2Image.from_pipe(self._make)
        if self._edit is not None:
            self._edit.set_progress_bar_config(disable=True)
        self._steps = int(spec.settings.get("steps", 30))
        self._lock = threading.Lock()

    def make(self, order: ImageOrder, cancel: Cancel) -> list[Image.Image]:
        if order.control is not None and not self._controlled:
            raise WireError(400, "invalid_request", "This model has no ControlNet: it takes no control picture.")
        if order.control is None and self._controlled:
            raise WireError(400, "invalid_request", "This model works with a ControlNet: send a control picture.")
        arguments: dict[str, Any] = {
            "prompt": order.prompt,
            "num_images_per_prompt": order.count,
            "num_inference_steps": order.steps or self._steps,
            "callback_on_step_end": _stopping(cancel),
        }
        pipeline = self._make
        if order.start is not None:
            if self._edit is None:
                raise WireError(400, "invalid_request", "This model works with a ControlNet and edits no pictures.")
            pipeline = self._edit
            arguments |= {"image": order.start, "strength": order.strength}
        else:
            arguments |= {"width": order.width, "height": order.height}
            if order.control is not None:
                arguments["image"] = order.control
        with self._lock, torch.inference_mode():
            seed = torch.Generator(device="cpu").manual_seed(order.seed) if order.seed is not None else None
            return list(pipeline(**arguments, generator=seed).images)

    def check(self) -> None:
        control = Image.new("RGB", (64, 64), "white") if self._controlled else None
        (image,) = self.make(ImageOrder("a test", width=64, height=64, steps=1, seed=0, control=control), Cancel())
        if image.size != (64, 64):
            raise RuntimeError(f"a test picture has {image.size} px instead of 64 x 64")

    def close(self) -> None:
        del self._make, self._edit
        self._device.release()


def _stopping(cancel: Cancel) -> Any:
    def after_step(_pipeline: Any, _step: int, _time: Any, state: dict[str, Any]) -> dict[str, Any]:
        if cancel.is_set:
            raise ClientGone
        return state

    return after_step
