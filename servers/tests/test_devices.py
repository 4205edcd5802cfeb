"""Which GPUs a process and a model use. The arguments are checked against stand-ins for the devices; nothing is computed."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import torch

from vouch_models.engines import Machine, load_engine
from vouch_models.engines.torch_device import TorchDevice
from vouch_models.spec import ModelSpec

GB = 10**9


class Model:
    """Stands for a class of models: keeps how it was asked for."""

    def __init__(self, **map_of_layers: Any) -> None:
        self.asked: dict[str, Any] = {}
        self.hf_device_map = map_of_layers
        self.moved: Any = None

    def from_pretrained(self, source: str, **options: Any) -> Model:
        self.asked = {"source": source, **options}
        return self

    def to(self, device: Any) -> Model:
        self.moved = device
        return self


@pytest.fixture
def gpus(monkeypatch):
    """Three GPUs with 4, 20 and 10 GB free."""
    free = [4 * GB, 20 * GB, 10 * GB]
    monkeypatch.setattr(torch.cuda, "is_available", lambda: True)
    monkeypatch.setattr(torch.cuda, "device_count", lambda: len(free))
    monkeypatch.setattr(torch.cuda, "mem_get_info", lambda index: (free[index], 24 * GB))


def spec(**settings: Any) -> ModelSpec:
    return ModelSpec("a", "vision-chat", "nobody/nothing", settings=settings)


def test_without_a_set_a_model_goes_to_the_first_device(gpus):
    model = Model()
    device = TorchDevice(spec(), Machine(threads=1))
    assert device.load(model, "nobody/nothing", revision="r") is model
    assert (str(device.device), str(model.moved)) == ("cuda:0", "cuda:0")
    assert model.asked == {"source": "nobody/nothing", "dtype": torch.bfloat16, "revision": "r"}


def test_a_model_goes_to_the_device_of_the_set_with_the_most_free_memory(gpus):
    assert str(TorchDevice(spec(), Machine(1, devices=(0, 2))).device) == "cuda:2"
    assert str(TorchDevice(spec(), Machine(1, devices=(0, 1, 2))).device) == "cuda:1"
    assert str(TorchDevice(spec(), Machine(1, gpu=False)).device) == "cpu"


def test_a_spread_model_lies_on_all_devices_of_the_set_and_on_no_other(gpus):
    model = Model(embed=2, layers=1)
    device = TorchDevice(spec(spread=True), Machine(1, devices=(2, 1)))
    device.load(model, "nobody/nothing")
    assert model.asked["device_map"] == "balanced"
    assert model.asked["max_memory"] == {2: int(8.5 * GB), 1: 17 * GB}
    assert model.moved is None
    assert str(device.device) == "cuda:2"


@pytest.mark.parametrize("place", ["cpu", "disk"])
def test_a_spread_model_that_does_not_fit_is_refused_instead_of_slowed_down(gpus, place):
    with pytest.raises(MemoryError, match="do not hold the model"):
        TorchDevice(spec(spread=True), Machine(1, devices=(0, 1))).load(Model(embed=0, layers=place), "nobody/nothing")


def test_a_device_that_there_is_not_is_named(gpus, monkeypatch):
    with pytest.raises(ValueError, match="no CUDA device 3 here: 3 can be used"):
        TorchDevice(spec(), Machine(1, devices=(0, 3)))
    monkeypatch.setattr(torch.cuda, "is_available", lambda: False)
    with pytest.raises(ValueError, match="no CUDA device 0 here: 0 can be used"):
        TorchDevice(spec(), Machine(1, devices=(0,)))
    with pytest.raises(ValueError, match="no GPU to spread"):
        TorchDevice(spec(spread=True), Machine(1))


def test_an_engine_that_computes_on_one_device_refuses_to_be_spread():
    with pytest.raises(ValueError, match='"depth" computes on one device'):
        load_engine(ModelSpec("a", "depth", "nobody/nothing", settings={"spread": True}), Machine(1))


@pytest.mark.parametrize(("choice", "fault"), [("0,x", "0,x is no list"), ("1,1", "1,1 is no list"), ("", "is no list"), ("-1", "--devices")])
def test_the_command_refuses_devices_that_mean_nothing(tmp_path, choice, fault):
    result = _serve(tmp_path, "--devices", choice)
    assert result.returncode == 2
    assert fault in result.stderr


def test_the_command_refuses_devices_together_with_none(tmp_path):
    result = _serve(tmp_path, "--devices", "0", "--cpu")
    assert result.returncode == 2
    assert "exclude each other" in result.stderr


def _serve(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    file = folder / "models.json"
    file.write_text(json.dumps([{"id": "a", "engine": "depth", "source": "nobody/nothing"}]))
    command = [sys.executable, "-m", "vouch_models", "serve", str(file), *arguments]
    return subprocess.run(command, capture_output=True, text=True, timeout=60, cwd=Path(__file__).parent.parent, env=dict(os.environ))


def test_a_recogniser_of_speech_takes_the_first_of_the_set_and_the_revision_that_is_named(monkeypatch):
    from vouch_models.engines import transcription

    asked: dict[str, Any] = {}
    monkeypatch.setattr(transcription.ctranslate2, "get_cuda_device_count", lambda: 3)
    monkeypatch.setattr(transcription, "WhisperModel", lambda source, **options: asked.update(options) or SimpleNamespace())
    transcription.WhisperEngine(ModelSpec("ears", "faster-whisper", "nobody/nothing", revision="v2"), Machine(1, devices=(2, 1)))
    assert (asked["device"], asked["device_index"], asked["revision"], asked["local_files_only"]) == ("cuda", 2, "v2", False)
