"""Models whose architecture is a program in their repository: run only where the models file names every byte of it."""

from __future__ import annotations

import gc
import hashlib
import json
import os
import shutil
import subprocess
import sys
import weakref
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest
import torch
import transformers
from conftest import TOKEN, data_uri, picture, png, until
from transformers.dynamic_module_utils import get_class_from_dynamic_module

from vouch_models.engines import Machine, load_engine
from vouch_models.engines.trusted_code import how_to_trust, trusted_copy
from vouch_models.host import Host
from vouch_models.spec import ModelSpec, read_models_file

PATH = "/v1/chat/completions"
IMAGE = {"type": "image_url", "image_url": {"url": data_uri(png(picture()))}}


def ask(*parts: Any, **more: Any) -> dict[str, Any]:
    words = [{"type": "text", "text": part} if isinstance(part, str) else part for part in parts]
    return {"messages": [{"role": "user", "content": words}], "max_tokens": 8, **more}


@pytest.fixture(scope="session")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Random weights beside the program, as its publisher would have written them."""
    folder = Path(shutil.copytree(Path(__file__).with_name("own_program"), tmp_path_factory.mktemp("own") / "tiny-agent", ignore=shutil.ignore_patterns("__pycache__")))
    tokenizer = get_class_from_dynamic_module("tokenization_tiny.TinyTokenizer", str(folder))()
    kind = get_class_from_dynamic_module("modeling_tiny.TinyForConditionalGeneration", str(folder))
    ids = {name: tokenizer.convert_tokens_to_ids(f"<|{name}|>") for name in ("begin_of_image", "end_of_image", "endoftext", "user")}
    config = kind.config_class(vocab_size=len(tokenizer), hidden_size=32, intermediate_size=32, num_hidden_layers=2, num_attention_heads=2, num_key_value_heads=2, max_position_embeddings=4096, boi_token_id=ids["begin_of_image"], eoi_token_id=ids["end_of_image"], bos_token_id=None, eos_token_id=None)
    torch.manual_seed(0)
    made = kind(config)
    # Large enough that a picture changes what is said of it.
    for weight in made.parameters():
        if weight.dim() > 1:
            torch.nn.init.normal_(weight, std=0.3)
    made.generation_config = transformers.GenerationConfig(eos_token_id=[ids["endoftext"], ids["user"]], pad_token_id=ids["endoftext"])
    made.save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    edit(folder / "config.json", auto_map={"AutoConfig": "configuration_tiny.TinyConfig", "AutoModel": "modeling_tiny.TinyForConditionalGeneration", "AutoModelForCausalLM": "modeling_tiny.TinyForConditionalGeneration"})
    edit(folder / "tokenizer_config.json", auto_map={"AutoTokenizer": ["tokenization_tiny.TinyTokenizer", None]}, tokenizer_class="TinyTokenizer")
    return folder


def edit(file: Path, **more: Any) -> None:
    file.write_text(json.dumps({**json.loads(file.read_text()), **more}))


def hashes(folder: Path) -> dict[str, str]:
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.glob("*.py")}


@pytest.fixture
def copied(model: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(model, tmp_path / "agent"))


@pytest.fixture
def spec(model: Path) -> Callable[..., ModelSpec]:
    return lambda **settings: ModelSpec("agent", "vision-chat", str(model), settings=settings, trust_code=hashes(model))


def refusal(serve: Any, folder: Path, trust: dict[str, str] | None) -> str:
    response = serve(ModelSpec("agent", "vision-chat", str(folder), trust_code=trust)).post(PATH, json=ask("Hi"))
    assert (response.status_code, response.json()["error"]["code"]) == (503, "load_failed")
    return response.json()["error"]["message"]


def test_without_trust_nothing_runs_and_it_is_said_how_to_trust(serve, copied):
    (copied / "configuration_tiny.py").write_text(f"open({str(copied / 'ran')!r}, 'w').close()\n")
    message = refusal(serve, copied, None)
    assert 'of the kind "chatglm"' in message and "is not run" in message
    assert json.loads(message[message.index("{") :]) == {"trustCode": hashes(copied)}
    assert "trust_remote_code" not in message
    assert not (copied / "ran").exists()


def test_a_byte_that_has_changed_is_refused_before_anything_runs(serve, copied):
    trusted = hashes(copied)
    (copied / "visual.py").write_text(f"open({str(copied / 'ran')!r}, 'w').close()\n")
    message = refusal(serve, copied, trusted)
    assert "trustCode: visual.py is not the file that was trusted" in message
    assert hashes(copied)["visual.py"] in message and trusted["visual.py"] in message
    assert not (copied / "ran").exists()


def test_a_file_that_nobody_named_one_that_is_not_there_and_other_repositories_are_refused(serve, copied):
    trusted = hashes(copied)
    (copied / "more").mkdir()
    (copied / "more" / "helper.py").write_text("")
    assert "trustCode does not name more/helper.py" in refusal(serve, copied, trusted)
    (copied / "more" / "helper.py").unlink()
    assert "trustCode names gone.py" in refusal(serve, copied, {**trusted, "gone.py": "0" * 64})
    edit(copied / "tokenizer_config.json", auto_map={"AutoTokenizer": ["somebody/else--tokenization_tiny.TinyTokenizer", None]})
    assert "from another repository" in refusal(serve, copied, trusted)


def test_what_was_checked_is_loaded_whatever_is_written_after_the_check(copied):
    checked = {name: (copied / name).read_bytes() for name in ("config.json", "tokenizer_config.json", "visual.py")}
    with trusted_copy(ModelSpec("agent", "vision-chat", str(copied), trust_code=hashes(copied))) as copy:
        edit(copied / "config.json", auto_map={"AutoModel": "somebody/else--modeling.Model"})
        edit(copied / "tokenizer_config.json", auto_map={"AutoTokenizer": ["somebody/else--modeling.Tokenizer", None]})
        (copied / "visual.py").write_text("")
        assert {name: (copy / name).read_bytes() for name in checked} == checked
        # The weights are many bytes, and no program.
        assert (copy / "model.safetensors").is_symlink()


def test_the_refusal_comes_through_where_the_program_cannot_be_fetched(tmp_path):
    commit = "0" * 40
    repository = tmp_path / "hub" / "models--nobody--nothing"
    (repository / "snapshots" / commit).mkdir(parents=True)
    (repository / "refs").mkdir()
    (repository / "refs" / "main").write_text(commit)
    (repository / "snapshots" / commit / "config.json").write_text(json.dumps({"model_type": "chatglm", "auto_map": {"AutoModel": "modeling.Model"}}))
    run = "import vouch_models\nfrom vouch_models.engines.torch_engine import _needs_no_code\nfrom vouch_models.spec import ModelSpec\n"
    for revision in ("None", f"{commit!r}"):
        run += f"try:\n    _needs_no_code(ModelSpec('agent', 'vision-chat', 'nobody/nothing', {revision}), {{}})\nexcept ValueError as error:\n    print(error)\n"
    done = subprocess.run([sys.executable, "-c", run], capture_output=True, text=True, env={**os.environ, "HF_HOME": str(tmp_path), "HF_HUB_OFFLINE": "1"})
    assert [('of the kind "chatglm"' in line, "could not be told" in line) for line in done.stdout.splitlines()] == [(True, True)] * 2, done.stderr
    # Nothing of the repository is here at all.
    assert "could not be told" in how_to_trust(ModelSpec("agent", "vision-chat", "nobody/at-all"))


def test_a_repository_of_the_hub_is_trusted_at_one_commit_alone(serve):
    server = serve(ModelSpec("agent", "vision-chat", "nobody/nothing", revision="main", trust_code={"a.py": "0" * 64}))
    assert "40 hexadecimal digits" in server.post(PATH, json=ask("Hi")).json()["error"]["message"]


def test_an_engine_that_runs_no_program_says_so(model):
    with pytest.raises(ValueError, match='"depth" runs no program'):
        load_engine(ModelSpec("a", "depth", str(model), trust_code=hashes(model)), Machine(threads=1))


@pytest.mark.parametrize("trust", ["true", "{}", '{"a.py": true}', '{"a.py": "abc"}'])
def test_trust_in_anything_but_named_bytes_is_no_models_file(tmp_path, trust):
    file = tmp_path / "models.json"
    file.write_text(f'[{{"id": "a", "engine": "vision-chat", "source": "x/y", "trustCode": {trust}}}]')
    with pytest.raises(ValueError, match="trustCode must name each file"):
        read_models_file(file)


def test_a_named_program_sees_and_answers_whole_and_streamed_alike(serve, copied, tmp_path):
    (tmp_path / "models.json").write_text(json.dumps([{"id": "agent", "engine": "vision-chat", "source": "agent", "trustCode": hashes(copied)}]))
    server = serve(*read_models_file(tmp_path / "models.json"))
    body = ask(IMAGE, "Task: press the button\n(Answer in Action-Operation format.)", max_tokens=24)
    whole = server.post(PATH, json=body).json()
    lines = [line.removeprefix("data: ") for line in server.post(PATH, json={**body, "stream": True}).text.split("\n\n") if line]
    said = "".join(choice["delta"].get("content", "") for line in lines[:-1] for choice in json.loads(line)["choices"])
    assert said == whole["choices"][0]["message"]["content"] != ""
    other = ask({"type": "image_url", "image_url": {"url": data_uri(png(picture(colour="blue")))}}, *body["messages"][0]["content"][1:], max_tokens=24)
    assert server.post(PATH, json=other).json()["choices"][0]["message"]["content"] != said
    assert server.client.get("/health").json()["models"] == ["agent"]
    # It was loaded from a copy: what has become of the folder since does not matter.
    assert server.host.slots()[0].engine._model.name_or_path != str(copied)


def test_a_second_picture_is_refused_and_the_next_conversation_answered(serve, spec):
    server = serve(spec())
    refused = server.post(PATH, json=ask(IMAGE, IMAGE, "Which?"))
    assert (refused.status_code, refused.json()["error"]["code"]) == (400, "invalid_request")
    assert "one picture" in refused.json()["error"]["message"]
    assert server.post(PATH, json=ask(IMAGE, "What?")).status_code == 200


def test_seeds_are_kept_and_who_goes_away_frees_the_model(serve, spec):
    server = serve(spec())
    body = ask(IMAGE, "Tell me", temperature=1.0, seed=5, max_tokens=24)
    first, second = (server.post(PATH, json=body).json()["choices"][0]["message"]["content"] for _ in range(2))
    assert first == second
    slot = server.host.slots()[0]
    headers = {"authorization": f"Bearer {TOKEN}"}
    with httpx.stream("POST", server.url + PATH, json=ask("Tell a long story", max_tokens=3500, stream=True), headers=headers, timeout=30) as response:
        pieces = response.iter_bytes()
        next(pieces)
        until(lambda: slot.users == 1, 20)
    until(lambda: slot.users == 0, 5)


def test_out_of_memory_is_an_answer_and_unloading_leaves_no_weight(spec, serve):
    server = serve(spec())
    server.post("/admin/load", json={"model": "agent"})
    engine = server.host.slots()[0].engine

    def exhausted(_model: Any, _arguments: Any, inputs: dict[str, Any]) -> None:
        if inputs.get("images") is not None:
            raise torch.OutOfMemoryError("CUDA out of memory")

    hook = engine._model.register_forward_pre_hook(exhausted, with_kwargs=True)
    refused = server.post(PATH, json=ask(IMAGE, "What?"))
    assert (refused.status_code, refused.json()["error"]["code"]) == (503, "out_of_memory")
    assert server.post(PATH, json=ask("What?")).status_code == 200
    hook.remove()
    weights = [weakref.ref(weight) for weight in engine._model.parameters()]
    del engine, hook
    assert server.post("/admin/unload", json={"model": "agent"}).json()["state"] == "declared"
    gc.collect()
    assert [weight for weight in weights if weight() is not None] == []
    assert server.post(PATH, json=ask(IMAGE, "What?")).status_code == 200


def test_without_a_program_there_is_nothing_to_trust(tiny):
    host = Host([ModelSpec("a", "vision-chat", tiny("qwen-vl", "vision-chat").source, trust_code={"a.py": "0" * 64})], Machine(threads=1))
    with pytest.raises(Exception, match="trustCode names a.py"):
        host.load("a")
