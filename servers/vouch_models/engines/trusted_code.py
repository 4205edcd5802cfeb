"""Programs of model repositories that the models file trusts: exactly those whose bytes it names run, and nothing else."""

from __future__ import annotations

import hashlib
import json
import re
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from huggingface_hub import snapshot_download

from ..spec import ModelSpec

COMMIT = re.compile(r"[0-9a-f]{40}")


@contextmanager
def trusted_copy(spec: ModelSpec) -> Iterator[Path]:
    """A folder with the model's files whose program was checked; it goes at the end, when all is loaded.

    The checked bytes themselves are written there, so that nothing can change between the check and the run. Raises ValueError that names the file that is not trusted.
    """
    trusted = spec.trust_code or {}
    folder = _folder(spec)
    program = _program(folder)
    _compare(trusted, program)
    _no_other_repository(folder)
    with tempfile.TemporaryDirectory(prefix="vouch-models-") as place:
        # transformers keeps a copy of the program under this name: one for each content.
        copy = Path(place) / f"trusted_{hashlib.sha256(json.dumps(sorted(trusted.items())).encode()).hexdigest()[:16]}"
        for path in _files(folder):
            target = copy / path.relative_to(folder)
            target.parent.mkdir(parents=True, exist_ok=True)
            name = path.relative_to(folder).as_posix()
            if name in program:
                target.write_bytes(program[name])
            else:
                target.symlink_to(path.resolve())
        yield copy


def how_to_trust(spec: ModelSpec) -> str:
    """What a models file says to trust a program once somebody has read it."""
    folder = Path(spec.source) if spec.local else Path(snapshot_download(spec.source, revision=spec.revision, allow_patterns="*.py"))
    named = {"trustCode": {name: _sha256(data) for name, data in _program(folder).items()}}
    # A snapshot of the hub lies in a folder that is named after its commit.
    return json.dumps(named if spec.local else {"revision": folder.name, **named})


def _folder(spec: ModelSpec) -> Path:
    if spec.local:
        return Path(spec.source)
    if not COMMIT.fullmatch(spec.revision or ""):
        raise ValueError("trustCode: revision must be a commit of the repository (40 hexadecimal digits): another one may hold another program")
    return Path(snapshot_download(spec.source, revision=spec.revision))


def _files(folder: Path) -> list[Path]:
    """Without hidden ones and compiled programs, which nobody can have read."""
    found = (path for path in sorted(folder.rglob("*")) if path.is_file() and path.suffix != ".pyc")
    return [path for path in found if not any(part.startswith(".") for part in path.relative_to(folder).parts)]


def _program(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in _files(folder) if path.suffix == ".py"}


def _compare(trusted: Mapping[str, str], program: Mapping[str, bytes]) -> None:
    for name, data in program.items():
        found = _sha256(data)
        if name not in trusted:
            raise ValueError(f"trustCode does not name {name} ({found}): read it, too, before you trust the program")
        if trusted[name] != found:
            raise ValueError(f"trustCode: {name} is not the file that was trusted: its SHA-256 is {found}, not {trusted[name]}. Read what has changed")
    if missing := sorted(set(trusted) - set(program)):
        raise ValueError(f"trustCode names {missing[0]}, which the model does not have")


def _no_other_repository(folder: Path) -> None:
    """A name of the form ``owner/name--module.Class`` would have a program of another repository fetched and run."""
    for path in folder.glob("*.json"):
        for name in _classes(json.loads(path.read_bytes())):
            if "--" in name:
                raise ValueError(f"{path.name} takes {name} from another repository, whose program nobody has named")


def _classes(value: Any, mapped: bool = False) -> Iterator[str]:
    """The texts in every ``auto_map``, at any depth."""
    if isinstance(value, dict):
        for name, part in value.items():
            yield from _classes(part, mapped or name == "auto_map")
    elif isinstance(value, list):
        for part in value:
            yield from _classes(part, mapped)
    elif mapped and isinstance(value, str):
        yield value


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
