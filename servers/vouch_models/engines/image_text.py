"""Embeddings of pictures and texts in one space: CLIP, SigLIP and their kin."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy
import torch
from PIL import Image
from transformers import AutoModel, AutoProcessor

from ..errors import WireError
from ..spec import ModelSpec
from .base import Machine
from .batching import Batcher
from .torch_engine import TorchEngine


class ImageTextEngine(TorchEngine):
    """Unit vectors; pictures and texts that arrive together are computed together."""

    def __init__(self, spec: ModelSpec, machine: Machine) -> None:
        super().__init__(spec, machine, AutoProcessor, AutoModel)
        # SigLIP was trained on texts of one length, CLIP masks what is padded.
        self._padding = "max_length" if "siglip" in self._model.config.model_type else True
        self._longest = int(getattr(self._model.config, "text_config", self._model.config).max_position_embeddings)
        self._texts: Batcher[str, numpy.ndarray] = Batcher(self._embed_texts)
        self._images: Batcher[Image.Image, numpy.ndarray] = Batcher(self._embed_images)

    def embed_texts(self, texts: Sequence[str]) -> list[numpy.ndarray]:
        return self._texts.submit(texts)

    def embed_images(self, images: Sequence[Image.Image]) -> list[numpy.ndarray]:
        return self._images.submit(images)

    def check(self) -> None:
        (vector,) = self.embed_images([Image.new("RGB", (32, 32), "white")])
        if not abs(float(numpy.linalg.norm(vector)) - 1.0) < 0.01:
            raise RuntimeError("the embedding of a test picture is no unit vector")

    def close(self) -> None:
        self._texts.close()
        self._images.close()
        super().close()

    def _embed_texts(self, texts: Sequence[str]) -> list[numpy.ndarray]:
        # Cut without a word, the rest of a text would count for nothing.
        lengths = [len(ids) for ids in self._processor.tokenizer(list(texts))["input_ids"]]
        if max(lengths) > self._longest:
            raise WireError(400, "context_length_exceeded", f"A text has {max(lengths)} tokens; the model reads {self._longest}. Cut it into pieces.")
        inputs = self._processor(text=list(texts), padding=self._padding, max_length=self._longest, truncation=True, return_tensors="pt")
        with self._lock, torch.inference_mode():
            return _unit(self._model.get_text_features(**self._device.place(inputs)))

    def _embed_images(self, images: Sequence[Image.Image]) -> list[numpy.ndarray]:
        inputs = self._processor(images=list(images), return_tensors="pt")
        with self._lock, torch.inference_mode():
            return _unit(self._model.get_image_features(**self._device.place(inputs)))


def _unit(features: Any) -> list[numpy.ndarray]:
    """``[batch, dimension]``; newer releases of transformers wrap the vectors in an output with a pooled field."""
    vectors = features if isinstance(features, torch.Tensor) else features.pooler_output
    return list(torch.nn.functional.normalize(vectors.float(), dim=-1).cpu().numpy())
