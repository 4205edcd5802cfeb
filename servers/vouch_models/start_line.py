"""The start protocol: one JSON line in says what to serve, one JSON line out says where."""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class StartLine:
    """What the parent wants served. Field names on the wire are camel case, as in the Node engines."""

    engine: str
    token: str
    model_id: str
    #: Role of each file of the model to its absolute path.
    files: dict[str, str]
    threads: int
    settings: dict[str, Any]


def read_start_line(line: str) -> StartLine:
    """Parse the first line of standard input. Raises ValueError that names what is wrong."""
    try:
        data = json.loads(line)
        token = str(data["token"])
        if len(token) < 16:
            raise ValueError("token: at least 16 characters")
        return StartLine(
            engine=str(data["engine"]),
            token=token,
            model_id=str(data["modelId"]),
            files={str(role): str(path) for role, path in data["files"].items()},
            threads=max(1, int(data["threads"])),
            settings=dict(data.get("settings", {})),
        )
    except KeyError as error:
        raise ValueError(f"the start line lacks the field {error}") from error


def answer(line: dict[str, Any]) -> None:
    """Write the one line that the parent waits for."""
    sys.stdout.write(json.dumps(line) + "\n")
    sys.stdout.flush()
