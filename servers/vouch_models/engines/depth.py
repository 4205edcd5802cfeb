"""Depth from one picture: Depth Anything, DPT and their kin."""

from __future__ import annotations

import numpy
from PIL import Image
from transformers import AutoImageProcessor, AutoModelForDepthEstimation

from ..spec import ModelSpec
from .base import Machine
from .batched_engine import BatchedEngine


class DepthEngine(BatchedEngine):
    """Depth maps of the pictures' own sizes."""

    def __init__(self, spec: ModelSpec, machine: Machine) -> None:
        super().__init__(spec, machine, AutoImageProcessor, AutoModelForDepthEstimation)

    def depth(self, image: Image.Image) -> numpy.ndarray:
        """``[height, width]`` float32 in the model's own unit: relative for most, metres for some."""
        outputs = self._run(self._processor(images=image, return_tensors="pt"))
        (entry,) = self._processor.post_process_depth_estimation(outputs, target_sizes=[(image.height, image.width)])
        return entry["predicted_depth"].float().cpu().numpy()

    def check(self) -> None:
        if self.depth(Image.new("RGB", (64, 48), "white")).shape != (48, 64):
            raise RuntimeError("the depth map of a test picture has another size than the picture")
