"""Speech with Kokoro on ONNX Runtime, in the languages that espeak-ng pronounces."""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import espeakng_loader
import numpy
import onnxruntime
from phonemizer.backend import EspeakBackend
from phonemizer.backend.espeak.wrapper import EspeakWrapper

from ..activity import progressed
from ..errors import ClientGone, WireError
from ..spec import ModelSpec
from .base import Cancel, Machine

#: The language of a voice, by the first letter of its name.
LANGUAGES = {"a": "en-us", "b": "en-gb", "e": "es", "f": "fr-fr", "h": "hi", "i": "it", "p": "pt-br"}
#: Width of a row of a voice's table; there is one row for each length of an utterance.
STYLE = 256
#: Symbols of one utterance at most: the model's context is 512, and prosody gets hurried towards its end.
MOST = 380
#: Seconds of silence between two utterances.
PAUSE = 0.2
#: What joins the two letters of one sound in espeak's output.
TIE = "^"

#: espeak's symbols as Kokoro was trained on them; longer ones first.
COMMON = {"a^ɪ": "I", "a^ʊ": "W", "d^z": "ʣ", "d^ʒ": "ʤ", "e^ɪ": "A", "o^ʊ": "O", "ə^ʊ": "Q", "t^s": "ʦ", "t^ʃ": "ʧ", "ɔ^ɪ": "Y"}
ENGLISH = {"ə^l": "ᵊl", "ʔn\u0329": "tn", "ʔn": "tn", "ʔ": "t", "ɚ": "əɹ", "r": "ɹ", "x": "k", "ç": "k", "ɐ": "ə", "ɬ": "l", "e": "A", "\u0303": ""}
AMERICAN = {"ɜːɹ": "ɜɹ", "ɜː": "ɜɹ", "ɪə": "iə", "ː": ""}
BRITISH = {"e^ə": "ɛː", "iə": "ɪə"}


class KokoroEngine:
    """One model with its voices; utterances are made one after the other. Setting: ``model``, the name of the ONNX file where there are several."""

    sample_rate = 24_000

    def __init__(self, spec: ModelSpec, machine: Machine) -> None:
        EspeakWrapper.set_library(espeakng_loader.get_library_path())
        EspeakWrapper.set_data_path(espeakng_loader.get_data_path())
        folder = _folder(spec)
        self._styles = _styles(folder)
        self._vocabulary = _vocabulary(folder)
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = machine.threads
        gpu = machine.gpu and "CUDAExecutionProvider" in onnxruntime.get_available_providers()
        cuda = ("CUDAExecutionProvider", {"device_id": machine.devices[0] if machine.devices else 0})
        providers = [cuda, "CPUExecutionProvider"] if gpu else ["CPUExecutionProvider"]
        self._session = onnxruntime.InferenceSession(str(_model(folder, spec)), options, providers=providers)
        #: ``tokens`` or ``input_ids``, as it was exported.
        self._tokens = self._session.get_inputs()[0].name
        self._speakers: dict[str, EspeakBackend] = {}
        self._lock = threading.Lock()

    def voices(self) -> list[dict[str, str]]:
        return [{"id": name, "language": LANGUAGES[name[0]]} for name in self._styles]

    def speak(self, text: str, voice: str | None, speed: float, cancel: Cancel) -> numpy.ndarray:
        """Samples of the text. Raises WireError for a voice that there is not, and for a text in which nothing can be spoken."""
        name = voice or next(iter(self._styles))
        style = self._styles.get(name)
        if style is None:
            raise WireError(400, "unknown_voice", f'There is no voice "{name}"; there are {", ".join(self._styles)}.')
        parts: list[numpy.ndarray] = []
        with self._lock:
            for symbols in self._utterances(text, LANGUAGES[name[0]]):
                if cancel.is_set:
                    raise ClientGone
                progressed()
                parts += [self._run(symbols, style, speed), numpy.zeros(int(PAUSE * self.sample_rate), dtype=numpy.float32)]
        if not parts:
            raise WireError(400, "nothing_to_speak", "The input holds nothing that can be spoken.")
        return numpy.concatenate(parts)

    def check(self) -> None:
        if not numpy.isfinite(samples := self.speak("one", None, 1.0, Cancel())).all() or samples.size == 0:
            raise RuntimeError("the model spoke a word and gave no samples")

    def close(self) -> None:
        del self._session

    def _utterances(self, text: str, language: str) -> Iterator[str]:
        """Symbols of one sentence after the other, each within the model's context."""
        for sentence in re.split(r"(?<=[.!?…])\s+|\n+", text):
            rest = self._symbols(sentence, language)
            while rest:
                cut = len(rest) if len(rest) <= MOST else max(rest.rfind(" ", 0, MOST), 0) or MOST
                yield rest[:cut]
                rest = rest[cut:].strip()

    def _symbols(self, text: str, language: str) -> str:
        speaker = self._speakers.get(language)
        if speaker is None:
            speaker = self._speakers[language] = EspeakBackend(language, preserve_punctuation=True, with_stress=True, tie=TIE)
        spoken = speaker.phonemize([text])[0].strip()
        english = language.startswith("en")
        accent = (AMERICAN if language == "en-us" else BRITISH) if english else {}
        for symbols in (accent, COMMON, ENGLISH if english else {}):
            for theirs in sorted(symbols, key=len, reverse=True):
                spoken = spoken.replace(theirs, symbols[theirs])
        kept = "".join(symbol for symbol in spoken.replace(TIE, "") if symbol in self._vocabulary)
        return kept if any(symbol.isalpha() for symbol in kept) else ""

    def _run(self, symbols: str, style: numpy.ndarray, speed: float) -> numpy.ndarray:
        ids = [self._vocabulary[symbol] for symbol in symbols]
        row = min(len(ids) - 1, len(style) - 1)
        inputs = {
            self._tokens: numpy.array([[0, *ids, 0]], dtype=numpy.int64),
            "style": style[row : row + 1],
            "speed": numpy.array([speed], dtype=numpy.float32),
        }
        return numpy.asarray(self._session.run(None, inputs)[0], dtype=numpy.float32).reshape(-1)


def _folder(spec: ModelSpec) -> Path:
    if spec.local:
        return Path(spec.source)
    from huggingface_hub import snapshot_download

    return Path(snapshot_download(spec.source, revision=spec.revision))


def _model(folder: Path, spec: ModelSpec) -> Path:
    found = sorted(folder.rglob(str(spec.settings.get("model", "*.onnx"))))
    if len(found) != 1:
        raise ValueError(f"{folder} holds {len(found)} ONNX files instead of one; name one in settings.model")
    return found[0]


def _vocabulary(folder: Path) -> dict[str, int]:
    """From ``vocab.json`` or the publisher's ``config.json``."""
    for name in ("vocab.json", "config.json"):
        if (folder / name).is_file():
            data: dict[str, Any] = json.loads((folder / name).read_text(encoding="utf-8"))
            if isinstance(data.get("vocab"), dict):
                return {str(symbol): int(index) for symbol, index in data["vocab"].items()}
    raise ValueError(f"{folder} holds no vocab.json or config.json with a vocabulary")


def _styles(folder: Path) -> dict[str, numpy.ndarray]:
    """Tables ``[lengths, STYLE]`` by voice; voices of languages that espeak-ng does not pronounce as Kokoro learned them are left out."""
    styles = {}
    for file in sorted((folder / "voices").glob("*.bin")):
        table = numpy.fromfile(file, dtype="<f4")
        if table.size == 0 or table.size % STYLE:
            raise ValueError(f"{file} is no voice: its size is not a whole number of rows")
        if file.stem[:1] in LANGUAGES:
            styles[file.stem] = table.reshape(-1, STYLE)
    if not styles:
        raise ValueError(f"{folder}/voices holds no voice that can be used here")
    return styles
