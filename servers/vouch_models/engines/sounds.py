"""Sounds as engines take and give them: samples in memory, WAV on the wire."""

from __future__ import annotations

import io
import wave
from typing import BinaryIO

import av
import numpy

from ..errors import WireError

#: Hz that recognisers of speech take.
SPEECH_RATE = 16_000


def read_samples(file: BinaryIO, rate: int) -> numpy.ndarray:
    """Mono float32 samples, -1 to 1, at ``rate`` Hz, of whatever FFmpeg's libraries can read. Raises WireError ``input_corrupt``."""
    resampler = av.AudioResampler(format="flt", layout="mono", rate=rate)
    pieces: list[numpy.ndarray] = []
    try:
        with av.open(file, mode="r") as container:
            for frame in container.decode(container.streams.audio[0]):
                frame.pts = None
                pieces.extend(part.to_ndarray().reshape(-1) for part in resampler.resample(frame))
            pieces.extend(part.to_ndarray().reshape(-1) for part in resampler.resample(None))
    except (av.error.FFmpegError, IndexError, ValueError) as error:
        raise WireError(400, "input_corrupt", f"The sound file does not decode: {error}") from error
    samples = numpy.concatenate(pieces) if pieces else numpy.zeros(0, dtype=numpy.float32)
    if len(samples) == 0:
        raise WireError(400, "input_corrupt", "The sound file holds no sound.")
    return samples


def write_wav(samples: numpy.ndarray, rate: int) -> bytes:
    """16-bit PCM of samples ``[time]`` or ``[channels, time]``, -1 to 1."""
    channels = samples.reshape(1, -1) if samples.ndim == 1 else samples
    pcm = (numpy.clip(channels.T, -1.0, 1.0) * 32767.0).astype("<i2")
    buffer = io.BytesIO()
    with wave.open(buffer, "wb") as file:
        file.setnchannels(len(channels))
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes(pcm.tobytes())
    return buffer.getvalue()
