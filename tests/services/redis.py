import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.services import children


def serve(folder: Path, port: int) -> subprocess.Popen:
    """A Redis that writes every change to `folder`, as production does; started there again it has it all."""
    command = [
        children.program("redis-server"),
        "--port",
        str(port),
        "--bind",
        "127.0.0.1",
        "--dir",
        str(folder),
    ]
    command += ["--save", "", "--appendonly", "yes"]
    return children.start(command, log=folder / "log", ready=lambda: children.answers(port))


@pytest.fixture(scope="session")
def redis_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    port = children.free_port()
    server = serve(tmp_path_factory.mktemp("redis"), port)
    yield f"redis://127.0.0.1:{port}/0"
    children.stop(server)
