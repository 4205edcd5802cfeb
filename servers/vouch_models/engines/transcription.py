"""Speech to text with faster-whisper (CTranslate2), and how likely given words are."""

from __future__ import annotations

import json
import math
import threading
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import ctranslate2
import numpy
import tokenizers
from faster_whisper import WhisperModel
from faster_whisper.audio import pad_or_trim
from faster_whisper.tokenizer import Tokenizer

from ..activity import progressed
from ..errors import ClientGone, WireError
from ..spec import ModelSpec
from .base import Cancel, Machine
from .sounds import SPEECH_RATE

#: Texts that are computed as one.
TEXTS_AT_ONCE = 8
#: What the decoder reads of a text before its words: start, language, task, no times; and its end.
MARKS = 5
#: How vocabularies of bytes write a blank.
BLANK = "\u0120"
#: Probabilities below it are rounding errors of the computation.
LEAST_PROBABILITY = 1e-12


@dataclass(frozen=True)
class Score:
    """Natural-log probabilities of a text's words; that nothing follows them is no part of it."""

    #: As what is said.
    said: float
    #: Where there is nothing to hear: what the words have by themselves.
    prior: float
    tokens: int


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

    def score(self, samples: numpy.ndarray, language: str | None, texts: list[str], cancel: Cancel) -> list[Score]:
        """
        How likely each text is as what is said in mono samples at ``SPEECH_RATE``. Raises WireError for a sound that is longer than
        what the model hears at once, and for a text that it cannot hold.
        """
        seconds = self._model.feature_extractor.chunk_length
        if len(samples) > seconds * SPEECH_RATE:
            raise WireError(400, "sound_too_long", f"{len(samples) / SPEECH_RATE:.1f} s of sound: at most {seconds} s are scored at once. Name a part by start and end.")
        if language is not None and language not in self._model.supported_languages:
            raise WireError(400, "unsupported_language", f'{self._model_id} does not know the language "{language}"')
        with self._lock:
            features = pad_or_trim(self._model.feature_extractor(samples))
            known = language or (self._model.detect_language(features=features)[0] if self._model.model.is_multilingual else "en")
            tokenizer = Tokenizer(self._writing, self._model.model.is_multilingual, task="transcribe", language=known)
            tokens = [tokenizer.encode(f" {text.strip()}") for text in texts]
            longest = max(map(len, tokens))
            if longest > self._model.max_length - MARKS:
                raise WireError(400, "text_too_long", f"A text has {longest} tokens: {self._model_id} holds {self._model.max_length - MARKS}.")
            # Sound is read once for all texts.
            heard = self._heard(features)
            scores: list[Score] = []
            for at in range(0, len(tokens), TEXTS_AT_ONCE):
                part = tokens[at : at + TEXTS_AT_ONCE]
                said, prior = (self._likely(sound, tokenizer, part, cancel) for sound in (heard, self._silence))
                scores.extend(Score(one, other, len(text)) for one, other, text in zip(said, prior, part, strict=True))
        return scores

    @cached_property
    def _writing(self) -> tokenizers.Tokenizer:
        return _with_first_merge(self._model.hf_tokenizer)

    @cached_property
    def _silence(self) -> numpy.ndarray:
        return self._heard(pad_or_trim(self._model.feature_extractor(numpy.zeros(SPEECH_RATE, dtype=numpy.float32))))

    def _heard(self, features: numpy.ndarray) -> numpy.ndarray:
        return numpy.array(self._model.model.encode(_storage(features[None]), to_cpu=True))

    def _likely(self, heard: numpy.ndarray, tokenizer: Tokenizer, texts: list[list[int]], cancel: Cancel) -> list[float]:
        if cancel.is_set:
            raise ClientGone
        aligned = self._model.model.align(_storage(numpy.repeat(heard, len(texts), axis=0)), tokenizer.sot_sequence, texts, self._model.feature_extractor.nb_max_frames)
        progressed()
        return [sum(math.log(max(each, LEAST_PROBABILITY)) for each in one.text_token_probs) for one in aligned]


def _with_first_merge(tokenizer: tokenizers.Tokenizer) -> tokenizers.Tokenizer:
    """
    Some published files of Whisper's multilingual vocabulary lack the first of its merges, a blank with a "t": " the" becomes two
    tokens, which the model never saw and holds for impossible. Reading tokens is not touched by it, writing them is.
    """
    described = json.loads(tokenizer.to_str())
    vocabulary, merges = described["model"].get("vocab", {}), described["model"].get("merges")
    first = [BLANK, "t"]
    if not merges or "".join(first) not in vocabulary or first in merges or " ".join(first) in merges:
        return tokenizer
    merges.insert(0, first if isinstance(merges[0], list) else " ".join(first))
    return tokenizers.Tokenizer.from_str(json.dumps(described))


def _storage(values: numpy.ndarray) -> ctranslate2.StorageView:
    return ctranslate2.StorageView.from_array(numpy.ascontiguousarray(values))


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
