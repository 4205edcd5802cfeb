"""Sounds and music from words: MusicGen with transformers; AudioLDM 2 and Stable Audio with diffusers."""

from __future__ import annotations

import inspect
import threading
from dataclasses import dataclass
from typing import Any

import numpy
import torch
from transformers import AutoModelForTextToWaveform, AutoProcessor, StoppingCriteriaList

from ..errors import ClientGone
from ..spec import ModelSpec
from .base import Cancel, Machine
from .torch_device import TorchDevice, pretrained_options
from .torch_engine import StopWhenGone, TorchEngine, count_components


@dataclass(frozen=True)
class Sound:
    """Samples ``[time]`` or ``[channels, time]``, -1 to 1, at ``rate`` Hz."""

    samples: numpy.ndarray
    rate: int


class AudioMakingEngine(TorchEngine):
    """MusicGen and other models that generate codes of a sound one after the other."""

    def __init__(self, spec: ModelSpec, machine: Machine) -> None:
        super().__init__(spec, machine, AutoProcessor, AutoModelForTextToWaveform)
        codec = self._model.config.audio_encoder
        self._rate = int(codec.sampling_rate)
        self._frames_per_second = float(codec.frame_rate)

    def make(self, prompt: str, seconds: float, seed: int | None, cancel: Cancel) -> Sound:
        inputs = self._device.place(self._processor(text=[prompt], padding=True, return_tensors="pt"))
        with self._lock, torch.inference_mode():
            if seed is not None:
                torch.manual_seed(seed)
            audio = self._model.generate(
                **inputs,
                do_sample=True,
                # Each codebook lags one frame behind the one before it.
                max_new_tokens=max(1, round(seconds * self._frames_per_second)) + self._model.config.decoder.num_codebooks,
                stopping_criteria=StoppingCriteriaList([StopWhenGone(cancel)]),
            )
        if cancel.is_set:
            raise ClientGone
        samples = audio[0].float().cpu().numpy()
        return Sound(samples[0] if samples.shape[0] == 1 else samples, self._rate)

    def check(self) -> None:
        if self.make("a test", 0.1, 0, Cancel()).samples.size == 0:
            raise RuntimeError("the model made an empty sound")


class AudioDiffusionEngine:
    """AudioLDM 2, Stable Audio and other audio pipelines of diffusers."""

    def __init__(self, spec: ModelSpec, machine: Machine) -> None:
        from diffusers import DiffusionPipeline

        options = {name: value for name, value in pretrained_options(spec).items() if name != "trust_remote_code"}
        self._device = TorchDevice(spec, machine)
        self._pipeline = self._device.load(DiffusionPipeline, spec.source, **options)
        count_components(self._pipeline)
        self._pipeline.set_progress_bar_config(disable=True)
        self._steps = int(spec.settings.get("steps", 100))
        self._parameters = inspect.signature(self._pipeline.__call__).parameters
        self._lock = threading.Lock()

    def make(self, prompt: str, seconds: float, seed: int | None, cancel: Cancel, steps: int | None = None) -> Sound:
        def after_step(_step: int, _time: Any, _latents: Any) -> None:
            if cancel.is_set:
                raise ClientGone

        length = "audio_end_in_s" if "audio_end_in_s" in self._parameters else "audio_length_in_s"
        with self._lock, torch.inference_mode():
            generator = torch.Generator(device="cpu").manual_seed(seed) if seed is not None else None
            result = self._pipeline(
                prompt=prompt, num_inference_steps=steps or self._steps, generator=generator, callback=after_step, **{length: seconds}
            )
        audio = result.audios[0]
        samples = audio.float().cpu().numpy() if isinstance(audio, torch.Tensor) else numpy.asarray(audio, dtype=numpy.float32)
        return Sound(samples, self._sample_rate())

    def check(self) -> None:
        if self.make("a test", 0.5, 0, Cancel(), steps=1).samples.size == 0:
            raise RuntimeError("the model made an empty sound")

    def close(self) -> None:
        del self._pipeline
        self._device.release()

    def _sample_rate(self) -> int:
        vocoder = getattr(self._pipeline, "vocoder", None)
        return int(vocoder.config.sampling_rate if vocoder is not None else self._pipeline.vae.sampling_rate)

