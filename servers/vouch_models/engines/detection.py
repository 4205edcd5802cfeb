"""Objects in pictures: of the kinds that a model knows, or of any kind that is named."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from PIL import Image
from transformers import AutoImageProcessor, AutoModelForObjectDetection, AutoModelForZeroShotObjectDetection, AutoProcessor

from ..errors import WireError
from ..spec import ModelSpec
from .base import Machine
from .batched_engine import BatchedEngine


@dataclass(frozen=True)
class Found:
    """One object; the box is left, top, right, bottom in px of the picture."""

    label: str
    score: float
    box: tuple[float, float, float, float]


class OpenDetectionEngine(BatchedEngine):
    """Open vocabulary: Grounding DINO, OWLv2 and their kin. The labels come with the request."""

    def __init__(self, spec: ModelSpec, machine: Machine) -> None:
        super().__init__(spec, machine, AutoProcessor, AutoModelForZeroShotObjectDetection)

    def detect(self, image: Image.Image, labels: list[str], min_score: float) -> list[Found]:
        if not labels:
            raise WireError(400, "invalid_request", "Name the labels to look for: this model finds what it is asked for.")
        inputs = self._processor(images=image, text=[labels], return_tensors="pt", padding=True)
        outputs = self._run(inputs)
        size = [(image.height, image.width)]
        if self._model.config.model_type == "grounding-dino":
            (result,) = self._processor.post_process_grounded_object_detection(
                outputs, inputs["input_ids"], threshold=min_score, text_threshold=min_score, target_sizes=size
            )
        else:
            (result,) = self._processor.post_process_grounded_object_detection(
                outputs, threshold=min_score, target_sizes=size, text_labels=[labels]
            )
        return _found(result, [str(label) for label in result["text_labels"]], image)

    def check(self) -> None:
        self.detect(Image.new("RGB", (64, 64), "white"), ["thing"], 0.5)


class DetectionEngine(BatchedEngine):
    """Closed vocabulary: DETR, RT-DETR and their kin."""

    def __init__(self, spec: ModelSpec, machine: Machine) -> None:
        super().__init__(spec, machine, AutoImageProcessor, AutoModelForObjectDetection)

    def detect(self, image: Image.Image, labels: list[str], min_score: float) -> list[Found]:
        """Only objects with one of ``labels``, where some are named."""
        inputs = self._processor(images=image, return_tensors="pt")
        outputs = self._run(inputs)
        (result,) = self._processor.post_process_object_detection(outputs, threshold=min_score, target_sizes=[(image.height, image.width)])
        names = [str(self._model.config.id2label[int(label)]) for label in result["labels"]]
        return [found for found in _found(result, names, image) if not labels or found.label in labels]

    def check(self) -> None:
        self.detect(Image.new("RGB", (64, 64), "white"), [], 0.5)


def _found(result: dict[str, Any], names: list[str], image: Image.Image) -> list[Found]:
    """Best first, boxes cut to the picture."""

    def within(value: float, limit: int) -> float:
        return min(max(value, 0.0), float(limit))

    boxes = result["boxes"].float().cpu().tolist()
    scores = result["scores"].float().cpu().tolist()
    found = [
        Found(name, score, (within(left, image.width), within(top, image.height), within(right, image.width), within(bottom, image.height)))
        for name, score, (left, top, right, bottom) in zip(names, scores, boxes, strict=True)
    ]
    return sorted(found, key=lambda item: -item.score)
