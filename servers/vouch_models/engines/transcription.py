"""Speech to text with faster-whisper (CTranslate2)."""

from __future__ import annotations

import threading
from typing import Any

import ctranslate2
import numpy
from faster_whisper import WhisperModel

from ..activity import progressed
from ..errors import ClientGone, WireError
from ..spec import ModelSpec
from .base import Cancel, Machine
from .sounds import SPEECH_RATE


class WhisperEngine:
    """One Whisper model; requests are transcribed one after the other."""

    def __init__(self, spec: ModelSpec, machine: Machine) -> None:
        self._model_id = spec.id
        self._beam_size = int(spec.settings.get("beamSize", 1))
        cuda = machine.gpu and ctranslate2.get_cuda_device_count() > 0
        self._model = WhisperModel(
            spec.source,
            device="cuda" if cuda else "cpu",
            device_index=machine.devices[0] if cuda and machine.devices else 0,
            compute_type="float16" if cuda else str(spec.settings.get("computeType", "int8")),
            cpu_threads=machine.threads,
            revision=spec.revision,
            local_files_only=spec.local,
        )
        self._lock = threading.Lock()

    def check(self) -> None:
        with self._lock:
            segments, info = self._model.transcribe(numpy.zeros(SPEECH_RATE // 2, dtype=numpy.float32), beam_size=1, language="en")
            list(segments)
        if info.language != "en":
            raise RuntimeError("the model did not keep the language that it was told")

    def close(self) -> None:
        self._model.model.unload_model()

    def transcribe(self, samples: numpy.ndarray, language: str | None, prompt: str | None, temperature: float, cancel: Cancel) -> dict[str, Any]:
        """What is said in mono samples at ``SPEECH_RATE``, in the shape of ``verbose_json``. Raises WireError for a language that the model does not know."""
        if language is not None and language not in self._model.supported_languages:
            raise WireError(400, "unsupported_language", f'{self._model_id} does not know the language "{language}"')
        with self._lock:
            segments, info = self._model.transcribe(
                samples,
                language=language,
                initial_prompt=prompt,
                beam_size=self._beam_size,
                temperature=temperature,
                word_timestamps=True,
                condition_on_previous_text=False,
            )
            lines = []
            # Segments are made as they are read: what nobody waits for is not made.
            for segment in segments:
                if cancel.is_set:
                    raise ClientGone
                progressed()
                lines.append(_segment(segment))
        return {
            "task": "transcribe",
            "model": self._model_id,
            "language": info.language,
            "language_probability": info.language_probability,
            "duration": len(samples) / SPEECH_RATE,
            "text": "".join(line["text"] for line in lines).strip(),
            "segments": lines,
            "words": [word for line in lines for word in line["words"]],
        }


def _segment(segment: Any) -> dict[str, Any]:
    return {
        "id": segment.id,
        "start": segment.start,
        "end": segment.end,
        "text": segment.text,
        "temperature": segment.temperature,
        "avg_logprob": segment.avg_logprob,
        "compression_ratio": segment.compression_ratio,
        "no_speech_prob": segment.no_speech_prob,
        "words": [
            {"word": word.word, "start": word.start, "end": word.end, "probability": word.probability} for word in segment.words or []
        ],
    }
