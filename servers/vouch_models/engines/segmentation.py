"""What each pixel belongs to: SegFormer and other models of semantic segmentation."""

from __future__ import annotations

from dataclasses import dataclass

import numpy
from PIL import Image
from transformers import AutoImageProcessor, AutoModelForSemanticSegmentation

from ..spec import ModelSpec
from .base import Machine
from .batched_engine import BatchedEngine


@dataclass(frozen=True)
class Segment:
    """All pixels of one kind; ``mask`` is ``[height, width]`` of bool."""

    label: str
    mask: numpy.ndarray


class SegmentationEngine(BatchedEngine):
    """Segments of a picture, largest first."""

    def __init__(self, spec: ModelSpec, machine: Machine) -> None:
        super().__init__(spec, machine, AutoImageProcessor, AutoModelForSemanticSegmentation)

    def segment(self, image: Image.Image) -> list[Segment]:
        outputs = self._run(self._processor(images=image, return_tensors="pt"))
        (kinds,) = self._processor.post_process_semantic_segmentation(outputs, target_sizes=[(image.height, image.width)])
        pixels = kinds.cpu().numpy()
        labels, counts = numpy.unique(pixels, return_counts=True)
        order = numpy.argsort(-counts)
        return [Segment(str(self._model.config.id2label[int(labels[index])]), pixels == labels[index]) for index in order]

    def check(self) -> None:
        if sum(int(segment.mask.sum()) for segment in self.segment(Image.new("RGB", (64, 48), "white"))) != 64 * 48:
            raise RuntimeError("the segments of a test picture do not cover it")
