"""What a server is told to serve: models, and the start protocol of a parent process."""

from __future__ import annotations

import json
import re
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

#: Models of Vouch's catalogue that this server can serve, and their repositories. A test of Vouch holds both equal.
CATALOGUE = Path(__file__).with_name("catalogue.json")


@dataclass(frozen=True)
class ModelSpec:
    """One model: which engine runs it and where its files lie."""

    id: str
    #: A name from ``engines.ENGINES``.
    engine: str
    #: A folder with the model's files, or the publisher's repository in the hub; in a models file also a catalogue id, see ``source_of``.
    source: str
    #: Branch, tag or commit in the hub.
    revision: str | None = None
    settings: dict[str, Any] = field(default_factory=dict)
    #: SHA-256 of each file of the program in the model's repository that may run, because somebody has read it. None: none is run.
    trust_code: dict[str, str] | None = None

    @property
    def local(self) -> bool:
        """True where the source is a folder: the hub is not asked then."""
        return Path(self.source).is_dir()


@dataclass(frozen=True)
class StartLine:
    """What a parent process wants served."""

    token: str
    model: ModelSpec
    threads: int
    gpu: bool


def read_start_line(line: str) -> StartLine:
    """Parse the first line of standard input; field names are camel case, as in the Node engines. Raises ValueError that names what is wrong."""
    try:
        data = json.loads(line)
        token = str(data["token"])
        if len(token) < 16:
            raise ValueError("token: at least 16 characters")
        settings = dict(data.get("settings", {}))
        return StartLine(
            token=token,
            model=ModelSpec(id=str(data["modelId"]), engine=str(data["engine"]), source=_folder_of(data["files"]), settings=settings),
            threads=max(1, int(data["threads"])),
            gpu=settings.get("gpu") is not False,
        )
    except KeyError as error:
        raise ValueError(f"the start line lacks the field {error}") from error


def answer(line: dict[str, Any]) -> None:
    """Write the one line that the parent waits for."""
    sys.stdout.write(json.dumps(line) + "\n")
    sys.stdout.flush()


def read_models_file(path: Path) -> list[ModelSpec]:
    """The models of ``vouch-models serve``: a JSON list of ``{id, engine, source, revision?, settings?, trustCode?}``. Relative folders start at the file."""
    try:
        entries = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ValueError(f"{path} cannot be read as JSON: {error}") from error
    if not isinstance(entries, list) or not entries:
        raise ValueError(f"{path}: a list with at least one model is needed")
    specs = [_spec(entry, f"{path}[{index}]", path.parent) for index, entry in enumerate(entries)]
    ids = [spec.id for spec in specs]
    if twice := {name for name in ids if ids.count(name) > 1}:
        raise ValueError(f"{path}: the id {sorted(twice)[0]} is there twice")
    return specs


def _spec(entry: Any, where: str, base: Path) -> ModelSpec:
    if not isinstance(entry, dict):
        raise ValueError(f"{where} is no object")
    known = {"id", "engine", "source", "revision", "settings", "trustCode"}
    if unknown := sorted(set(entry) - known):
        raise ValueError(f"{where}.{unknown[0]} is not known; a model has {', '.join(sorted(known))}")
    for name in ("id", "engine", "source"):
        if not isinstance(entry.get(name), str) or not entry[name]:
            raise ValueError(f"{where}.{name} must be a text")
    source = source_of(entry["source"], base, where)
    return ModelSpec(entry["id"], entry["engine"], source, entry.get("revision"), dict(entry.get("settings") or {}), _trust_code(entry.get("trustCode"), where))


def _trust_code(named: Any, where: str) -> dict[str, str] | None:
    if named is None:
        return None
    if not isinstance(named, dict) or not named or not all(isinstance(value, str) and re.fullmatch("[0-9a-f]{64}", value) for value in named.values()):
        raise ValueError(f"{where}.trustCode must name each file of the program with its SHA-256 (64 hexadecimal digits)")
    return dict(named)


def source_of(named: str, base: Path, where: str) -> str:
    """A folder, a repository ``owner/name``, or that of a model of Vouch's catalogue. Raises ValueError for what is none of them."""
    folder = base / named
    if folder.is_dir():
        return str(folder.resolve())
    if "/" in named:
        return named
    catalogue = json.loads(CATALOGUE.read_text(encoding="utf-8"))
    if named not in catalogue:
        raise ValueError(f"{where}.source: {named} is no folder, no repository (owner/name) and no id of the catalogue; those are {', '.join(sorted(catalogue))}")
    return str(catalogue[named])


def _folder_of(files: dict[str, str]) -> str:
    """Engines read a folder: all files of a model must lie in one."""
    folders = {str(Path(path).parent) for path in files.values()}
    if len(folders) != 1:
        raise ValueError(f"the files of the model lie in {len(folders)} folders instead of one: {sorted(folders)}")
    return folders.pop()
