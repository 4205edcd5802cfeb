"""What a sound is: tags of a fixed list (AST and its kin), or how well given words fit it (CLAP)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy
import torch
from transformers import AutoFeatureExtractor, AutoModelForAudioClassification, AutoProcessor, ClapModel

from ..errors import WireError
from ..spec import ModelSpec
from .base import Machine
from .batched_engine import BatchedEngine


@dataclass(frozen=True)
class Tag:
    """``score``: 0 to 1 for tags of a list; cosine similarity, -1 to 1, for given words."""

    label: str
    score: float


class AudioTagsEngine(BatchedEngine):
    """Tags of the list that the model was trained on; they may hold at the same time."""

    def __init__(self, spec: ModelSpec, machine: Machine) -> None:
        super().__init__(spec, machine, AutoFeatureExtractor, AutoModelForAudioClassification)
        self.sample_rate = int(self._processor.sampling_rate)

    def tag(self, samples: numpy.ndarray, labels: list[str]) -> list[Tag]:
        """Best first; only ``labels`` where some are named. Raises WireError for one that the model does not know."""
        known = [str(name) for _, name in sorted(self._model.config.id2label.items())]
        if unknown := [label for label in labels if label not in known]:
            raise WireError(400, "invalid_request", f'The model has no tag "{unknown[0]}".')
        inputs = self._processor(samples, sampling_rate=self.sample_rate, return_tensors="pt")
        scores = torch.sigmoid(self._run(inputs).logits[0].float()).cpu().tolist()
        tags = [Tag(label, score) for label, score in zip(known, scores, strict=True) if not labels or label in labels]
        return sorted(tags, key=lambda tag: -tag.score)

    def check(self) -> None:
        if not self.tag(numpy.zeros(self.sample_rate, dtype=numpy.float32), []):
            raise RuntimeError("the model gave no tag for a test sound")


class AudioTextEngine(BatchedEngine):
    """CLAP: how well words fit a sound."""

    def __init__(self, spec: ModelSpec, machine: Machine) -> None:
        super().__init__(spec, machine, AutoProcessor, ClapModel)
        self.sample_rate = int(self._processor.feature_extractor.sampling_rate)

    def tag(self, samples: numpy.ndarray, labels: list[str]) -> list[Tag]:
        if not labels:
            raise WireError(400, "invalid_request", "Name the labels to compare with: this model knows no list of its own.")
        inputs = self._processor(text=labels, audio=samples, sampling_rate=self.sample_rate, padding=True, return_tensors="pt")
        outputs = self._run(inputs)
        text = torch.nn.functional.normalize(outputs.text_embeds.float(), dim=-1)
        audio = torch.nn.functional.normalize(outputs.audio_embeds.float(), dim=-1)
        scores = (text @ audio[0]).cpu().tolist()
        return sorted((Tag(label, score) for label, score in zip(labels, scores, strict=True)), key=lambda tag: -tag.score)

    def check(self) -> None:
        (tag,) = self.tag(numpy.zeros(self.sample_rate, dtype=numpy.float32), ["silence"])
        if not -1.01 <= tag.score <= 1.01:
            raise RuntimeError("the similarity of a test sound is no cosine")
