"""Speech to text with faster-whisper (CTranslate2) behind ``POST /v1/audio/transcriptions``."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Annotated, Any, BinaryIO

import ctranslate2
import numpy
from fastapi import FastAPI, File, Form, UploadFile
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import PlainTextResponse, Response
from faster_whisper import WhisperModel, decode_audio

from .errors import WireError
from .start_line import StartLine

SAMPLE_RATE = 16_000


class WhisperEngine:
    """One Whisper model; requests are transcribed one after the other. Uploads lie on disk, not in memory."""

    def __init__(self, start: StartLine) -> None:
        self._model_id = start.model_id
        self._beam_size = int(start.settings.get("beamSize", 1))
        cuda = start.settings.get("gpu") is not False and ctranslate2.get_cuda_device_count() > 0
        self._model = WhisperModel(
            _model_folder(start.files),
            device="cuda" if cuda else "cpu",
            compute_type="float16" if cuda else str(start.settings.get("computeType", "int8")),
            cpu_threads=start.threads,
            local_files_only=True,
        )
        self._lock = threading.Lock()

    def register(self, app: FastAPI) -> None:
        @app.post("/v1/audio/transcriptions", response_model=None)
        async def transcribe(
            file: Annotated[UploadFile, File()],
            language: Annotated[str | None, Form()] = None,
            prompt: Annotated[str | None, Form()] = None,
            response_format: Annotated[str, Form()] = "json",
            temperature: Annotated[float, Form()] = 0.0,
        ) -> Response | dict[str, Any]:
            if response_format not in ("json", "text", "verbose_json"):
                raise WireError(400, "invalid_request", f'response_format "{response_format}" is not json, text or verbose_json')
            result = await run_in_threadpool(self._transcribe, file.file, language or None, prompt or None, temperature)
            if response_format == "text":
                return PlainTextResponse(result["text"])
            return result if response_format == "verbose_json" else {"text": result["text"]}

    def check(self) -> None:
        with self._lock:
            segments, info = self._model.transcribe(numpy.zeros(SAMPLE_RATE // 2, dtype=numpy.float32), beam_size=1, language="en")
            list(segments)
        if info.language != "en":
            raise RuntimeError("the model did not keep the language that it was told")

    def _transcribe(self, upload: BinaryIO, language: str | None, prompt: str | None, temperature: float) -> dict[str, Any]:
        samples = _decode(upload)
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
            lines = [_segment(segment) for segment in segments]
        return {
            "task": "transcribe",
            "model": self._model_id,
            "language": info.language,
            "language_probability": info.language_probability,
            "duration": len(samples) / SAMPLE_RATE,
            "text": "".join(line["text"] for line in lines).strip(),
            "segments": lines,
            "words": [word for line in lines for word in line["words"]],
        }


def _model_folder(files: dict[str, str]) -> str:
    """CTranslate2 reads a folder: all files of the model must lie in one."""
    folders = {str(Path(path).parent) for path in files.values()}
    if len(folders) != 1:
        raise ValueError(f"the files of the model lie in {len(folders)} folders instead of one: {sorted(folders)}")
    return folders.pop()


def _decode(audio_file: BinaryIO) -> numpy.ndarray:
    """Mono float32 samples at ``SAMPLE_RATE`` of whatever ffmpeg's libraries can read."""
    try:
        samples = decode_audio(audio_file, sampling_rate=SAMPLE_RATE)
    except MemoryError:
        raise
    except Exception as error:  # PyAV raises many kinds for broken media.
        raise WireError(400, "input_corrupt", f"The sound file does not decode: {error}") from error
    if len(samples) == 0:
        raise WireError(400, "input_corrupt", "The sound file holds no sound.")
    return samples


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
