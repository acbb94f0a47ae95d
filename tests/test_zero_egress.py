"""Nothing leaves the machine: under an audit hook that sees every call of Python, and in a network without a route,
where the kernel counts what any library, in whatever language, wanted to send. And nothing is unpickled.
"""

from __future__ import annotations

import ast
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from ingest.home import SWITCHES
from tests.egress import SAID, SEEN, watch
from tests.fakes import write_folder
from tests.files import FILES

ROOT = Path(__file__).resolve().parent.parent
# A network of its own: loopback, and nothing else. What the kernel could not route is told at the end.
NO_ROUTE = "ip link set lo up && {command}; grep -h -A1 ^Ip: /proc/net/snmp; grep Ip6OutNoRoutes /proc/net/snmp6"
KNOCK = (
    "import socket; socket.socket().connect_ex(('192.0.2.1', 80)); socket.socket(2, 2).connect_ex(('192.0.2.1', 53))"
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("egress")
    write_folder(made / "documents", {"ferry.txt": f"{SAID}\n"})
    for name in ("report.docx", "report.pdf", "report.html", "report.xlsx"):
        (made / "documents" / name).write_bytes(FILES[name]())
    return made


def environment(folder: Path) -> dict[str, str]:
    """As on a machine where nobody has set anything."""
    left_out = {*SWITCHES, "HF_HUB_OFFLINE"}
    told = {name: value for name, value in os.environ.items() if name not in left_out}
    return {**told, "PYTHONPATH": str(ROOT), "XDG_DATA_HOME": str(folder / "data"), "HF_HOME": str(folder / "hub")}


def seen(shown: str) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(next(line for line in shown.splitlines() if line.startswith('{"did"')))
    return told


def held(told: dict[str, Any]) -> None:
    assert {name: told[name] for name in SEEN} == {"calls": [], "pickles": [], "files": []}


def in_a_network_without_a_route(folder: Path, command: str) -> tuple[str, int]:
    """What the command printed, and how many packets found no way out."""
    if shutil.which("unshare") is None or shutil.which("ip") is None:
        pytest.skip("NOT TESTED: there is no unshare or no ip here, so a network without a route cannot be made")
    if subprocess.run(["unshare", "-rn", "ip", "link", "set", "lo", "up"], capture_output=True).returncode:
        pytest.skip("NOT TESTED: this user may not make a network of its own")
    run = ["unshare", "-rn", "sh", "-c", NO_ROUTE.format(command=command)]
    done = subprocess.run(run, env=environment(folder), capture_output=True, text=True, cwd=folder)
    names, told = (line.split() for line in done.stdout.splitlines() if line.startswith("Ip: "))
    six = next(line.split()[1] for line in done.stdout.splitlines() if line.startswith("Ip6OutNoRoutes"))
    return done.stdout, int(dict(zip(names, told, strict=True))["OutNoRoutes"]) + int(six)


@pytest.mark.parametrize("what", ["work", "chat"])
def test_no_call_leaves_this_machine_and_nothing_is_unpickled(folder: Path, what: str) -> None:
    command = [sys.executable, "-m", "tests.egress", what, str(folder)]
    done = subprocess.run(command, env=environment(folder), capture_output=True, text=True, cwd=folder)
    assert done.returncode == 0, done.stderr[-3_000:]
    told = seen(done.stdout)
    held(told)
    assert SAID in str(told["did"][-1])
    assert told["did"][:-1] == [0] * (5 if what == "work" else 0)


@pytest.mark.parametrize("what", ["work", "chat"])
def test_no_packet_wants_to_leave_where_there_is_no_route(folder: Path, what: str) -> None:
    shown, unrouted = in_a_network_without_a_route(folder, f"{sys.executable} -m tests.egress {what} {folder}")
    told = seen(shown)
    held(told)
    assert SAID in str(told["did"][-1])
    assert unrouted == 0


def test_the_kernel_counts_what_wants_to_leave(folder: Path) -> None:
    assert in_a_network_without_a_route(folder, f'{sys.executable} -c "{KNOCK}"')[1] >= 2


@pytest.mark.parametrize(
    ("event", "arguments"),
    [
        ("socket.connect", (None, ("192.0.2.1", 80))),
        ("socket.connect", (None, ("2001:db8::1", 80, 0, 0))),
        ("socket.sendto", (None, ("8.8.8.8", 53))),
        ("socket.bind", (None, ("0.0.0.0", 80))),
        ("socket.getaddrinfo", ("example.org", 443, 0, 0, 0)),
        ("socket.gethostbyname", ("example.org",)),
    ],
)
def test_the_hook_refuses_other_machines(event: str, arguments: tuple[Any, ...]) -> None:
    with pytest.raises(ConnectionRefusedError):
        watch(event, arguments)
    assert SEEN["calls"].pop()


@pytest.mark.parametrize("host", ["127.0.0.1", "127.8.8.8", "::1", "localhost", b"localhost", "", None])
def test_the_hook_lets_this_machine_talk_to_itself(host: object) -> None:
    watch("socket.connect", (None, (host, 80)))
    watch("socket.getaddrinfo", (host, 80, 0, 0, 0))
    assert SEEN["calls"] == []


def test_the_hook_sees_what_is_unpickled_and_which_files_are_opened() -> None:
    watch("pickle.find_class", ("os", "system"))
    watch("open", ("weights/pytorch_model.bin", "rb", 0))
    watch("open", ("weights/model.safetensors", "rb", 0))
    watch("open", ("index/state-1/a-b-c/data_level0.bin", "rb", 0))  # vectors, for their checksum
    assert (SEEN["pickles"].pop(), SEEN["files"].pop()) == ("os.system", "weights/pytorch_model.bin")
    assert SEEN == {"calls": [], "pickles": [], "files": []}


OURS = [path for package in ("ingest", "assistant", "ui", "evals") for path in (ROOT / package).rglob("*.py")]
UNPICKLE = {"pickle", "dill", "joblib", "cloudpickle", "shelve", "marshal"}


def test_no_code_of_ours_unpickles_or_trusts_code_of_others() -> None:
    assert len(OURS) > 100
    for path in OURS:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            assert not UNPICKLE & {name.split(".")[0] for name in names}, path
            if isinstance(node, ast.Call):
                called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
                assert called not in {"eval", "exec", "compile"} or isinstance(node.func, ast.Attribute), path
                assert "torch.load" not in ast.unparse(node.func), path
                for keyword in node.keywords:
                    trusts = keyword.arg == "trust_remote_code" and ast.unparse(keyword.value) != "False"
                    assert not trusts, path


def test_every_switch_of_telemetry_is_on_in_a_process_of_ours(folder: Path) -> None:
    script = (
        "import json, os, sys\n"
        "from ui.cli import main\n"
        "main(['models', '--json'])\n"
        "import chromadb.config, gradio.analytics, huggingface_hub.constants as hub\n"
        "from ingest.chroma_folder import ChromaSettings\n"
        "print(json.dumps({'hub': hub.HF_HUB_DISABLE_TELEMETRY, 'offline': hub.HF_HUB_OFFLINE,\n"
        "    'gradio': gradio.analytics.analytics_enabled(), 'chroma': ChromaSettings().anonymized_telemetry,\n"
        "    'otel': ChromaSettings().chroma_otel_collection_endpoint, 'sdk': os.environ['OTEL_SDK_DISABLED']}))\n"
    )
    run = subprocess.run(
        [sys.executable, "-c", script], env=environment(folder), capture_output=True, text=True, check=True, cwd=folder
    )
    assert json.loads(run.stdout.splitlines()[-1]) == {
        "hub": True, "offline": True, "gradio": False, "chroma": False, "otel": "", "sdk": "true",
    }  # fmt: skip
