"""One file an engine: what runs a kind of model. Each is imported on demand, so that it needs only its own libraries."""

from __future__ import annotations

import importlib
from dataclasses import dataclass

from ..spec import ModelSpec
from .base import Engine, Machine

__all__ = ["ENGINES", "Engine", "Kind", "Machine", "kind_of", "load_engine"]


@dataclass(frozen=True)
class Kind:
    """Where an engine is written, what it does, and what goes in and out."""

    module: str
    name: str
    job: str
    takes: tuple[str, ...]
    gives: tuple[str, ...]
    #: The extra of this package that brings its libraries.
    extra: str | None = "torch"
    #: Whether the layers of one model may lie on several GPUs (setting ``spread``).
    spreads: bool = False
    #: What runs a model whose architecture is a program in its repository (``trustCode``), and where that is written.
    trusting: tuple[str, str] | None = None


ENGINES: dict[str, Kind] = {
    "faster-whisper": Kind("transcription", "WhisperEngine", "transcribe", ("audio",), ("text",), None),
    "kokoro": Kind("kokoro", "KokoroEngine", "speak", ("text",), ("audio",), "speech"),
    "vision-chat": Kind("chat", "VisionChatEngine", "see", ("text", "image", "video"), ("text", "json"), spreads=True, trusting=("trusted_chat", "TrustedChatEngine")),
    "audio-chat": Kind("chat", "AudioChatEngine", "hear", ("text", "audio"), ("text", "json"), spreads=True),
    "image-text-embed": Kind("image_text", "ImageTextEngine", "embed", ("text", "image"), ("embedding",)),
    "open-detect": Kind("detection", "OpenDetectionEngine", "detect", ("image", "text"), ("json",)),
    "detect": Kind("detection", "DetectionEngine", "detect", ("image",), ("json",)),
    "segment": Kind("segmentation", "SegmentationEngine", "segment", ("image",), ("image", "json")),
    "depth": Kind("depth", "DepthEngine", "depth", ("image",), ("image",)),
    "text-to-image": Kind("image_making", "ImageMakingEngine", "make-image", ("text", "image"), ("image",), "diffusers"),
    "text-to-audio": Kind("audio_making", "AudioMakingEngine", "make-audio", ("text",), ("audio",)),
    "diffuse-audio": Kind("audio_making", "AudioDiffusionEngine", "make-audio", ("text",), ("audio",), "diffusers"),
    "audio-tags": Kind("audio_tags", "AudioTagsEngine", "tag-audio", ("audio",), ("json",)),
    "audio-text": Kind("audio_tags", "AudioTextEngine", "tag-audio", ("audio", "text"), ("json",)),
}


def kind_of(engine: str) -> Kind:
    kind = ENGINES.get(engine)
    if kind is None:
        raise ValueError(f'there is no engine "{engine}"; engines are {", ".join(sorted(ENGINES))}')
    return kind


def load_engine(spec: ModelSpec, machine: Machine) -> Engine:
    """Load a model. Raises ValueError for an unknown engine or a setting that it has not, and ImportError, with the command that mends it, for a missing library."""
    kind = kind_of(spec.engine)
    if spec.settings.get("spread") and not kind.spreads:
        raise ValueError(f'settings.spread: the engine "{spec.engine}" computes on one device')
    if spec.trust_code is not None and kind.trusting is None:
        raise ValueError(f'trustCode: the engine "{spec.engine}" runs no program of a model')
    name, engine = (kind.module, kind.name) if spec.trust_code is None or kind.trusting is None else kind.trusting
    try:
        module = importlib.import_module(f".{name}", __name__)
    except ImportError as error:
        hint = f": install it with pip install 'vouch-models[{kind.extra}]'" if kind.extra else ""
        raise ImportError(f'the engine "{spec.engine}" needs {error.name}, which is not installed{hint}') from error
    return getattr(module, engine)(spec, machine)
