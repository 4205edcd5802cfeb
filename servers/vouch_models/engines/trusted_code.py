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

    The checked bytes themselves are written there, of the program and of the JSON files that say which classes are loaded, so that nothing can change between the check and
    the run. Raises ValueError that names the file that is not trusted.
    """
    trusted = spec.trust_code or {}
    folder = _folder(spec)
    files = _files(folder)
    checked = _read(files, ".py", ".json")
    _compare(trusted, {name: data for name, data in checked.items() if name.endswith(".py")})
    _no_other_repository({name: data for name, data in checked.items() if name.endswith(".json")})
    with tempfile.TemporaryDirectory(prefix="vouch-models-") as place:
        # transformers keeps a copy of the program under this name: one for each content.
        copy = Path(place) / f"trusted_{hashlib.sha256(json.dumps(sorted(trusted.items())).encode()).hexdigest()[:16]}"
        for name, path in files.items():
            target = copy / name
            target.parent.mkdir(parents=True, exist_ok=True)
            if name in checked:
                target.write_bytes(checked[name])
            else:
                target.symlink_to(path.resolve())
        yield copy


def how_to_trust(spec: ModelSpec) -> str:
    """What a models file says to trust a program once somebody has read it; where it cannot be had, why. Raises nothing: it is said beside a refusal."""
    try:
        folder = Path(spec.source) if spec.local else Path(snapshot_download(spec.source, revision=spec.revision, allow_patterns="*.py"))
        program = _read(_files(folder), ".py")
    # Whatever it is, the refusal matters more.
    except Exception as error:
        return _untold(str(error))
    # What is at hand of a repository without the network may be its configuration alone.
    if not program:
        return _untold("there is none here")
    named = {"trustCode": {name: _sha256(data) for name, data in program.items()}}
    # A snapshot of the hub lies in a folder that is named after its commit.
    return json.dumps(named if spec.local else {"revision": folder.name, **named})


def _untold(reason: str) -> str:
    return f"trustCode with the name and the SHA-256 of each .py file (which these are could not be told: {reason})"


def _folder(spec: ModelSpec) -> Path:
    if spec.local:
        return Path(spec.source)
    if not COMMIT.fullmatch(spec.revision or ""):
        raise ValueError("trustCode: revision must be a commit of the repository (40 hexadecimal digits): another one may hold another program")
    return Path(snapshot_download(spec.source, revision=spec.revision))


def _files(folder: Path) -> dict[str, Path]:
    """By their names in the folder; without hidden ones and compiled programs, which nobody can have read."""
    found = {path.relative_to(folder): path for path in sorted(folder.rglob("*")) if path.is_file() and path.suffix != ".pyc"}
    return {name.as_posix(): path for name, path in found.items() if not any(part.startswith(".") for part in name.parts)}


def _read(files: Mapping[str, Path], *endings: str) -> dict[str, bytes]:
    return {name: path.read_bytes() for name, path in files.items() if name.endswith(endings)}


def _compare(trusted: Mapping[str, str], program: Mapping[str, bytes]) -> None:
    for name, data in program.items():
        found = _sha256(data)
        if name not in trusted:
            raise ValueError(f"trustCode does not name {name} ({found}): read it, too, before you trust the program")
        if trusted[name] != found:
            raise ValueError(f"trustCode: {name} is not the file that was trusted: its SHA-256 is {found}, not {trusted[name]}. Read what has changed")
    if missing := sorted(set(trusted) - set(program)):
        raise ValueError(f"trustCode names {missing[0]}, which the model does not have")


def _no_other_repository(described: Mapping[str, bytes]) -> None:
    """A name of the form ``owner/name--module.Class`` would have a program of another repository fetched and run."""
    for file, data in described.items():
        for name in _classes(json.loads(data)):
            if "--" in name:
                raise ValueError(f"{file} takes {name} from another repository, whose program nobody has named")


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
