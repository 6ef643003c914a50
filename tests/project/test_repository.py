"""Facts of the repository that must agree with each other."""

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def list_files() -> list[Path]:
    """Files of the project: tracked, or new and not ignored."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    names = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.split("\0")
    return [ROOT / name for name in names if name and (ROOT / name).is_file()]


def read_texts() -> dict[str, str]:
    texts = {}
    for path in list_files():
        content = path.read_bytes()
        if b"\0" not in content:
            texts[str(path.relative_to(ROOT))] = content.decode()
    return texts


def find_lines(pattern: str, *, but: tuple[str, ...] = ()) -> list[str]:
    found = re.compile(pattern)
    return [
        f"{name}:{number}: {line.strip()}"
        for name, text in read_texts().items()
        if name not in but
        for number, line in enumerate(text.splitlines(), 1)
        if found.search(line)
    ]


@pytest.mark.parametrize("lock", ["requirements.txt", "requirements-dev.txt"])
def test_lock_holds_pinned_packages_with_hashes_and_nothing_else(lock):
    text = (ROOT / lock).read_text().replace("\\\n", " ")
    lines = [line.strip() for line in text.splitlines() if not line.lstrip().startswith("#")]
    pinned = re.compile(r"[a-z0-9._-]+(\[[a-z0-9,-]+\])?==[^ ;]+( ; [^#]+?)?(\s+--hash=sha256:[0-9a-f]{64})+")
    assert [line for line in lines if line and not pinned.fullmatch(line)] == []
    assert "//" not in text


@pytest.mark.parametrize("name", ["requirements.in", "requirements-dev.in"])
def test_every_requirement_says_why_it_is_here(name):
    lines = (ROOT / name).read_text().splitlines()
    asked = [line for line in lines if line and not line.startswith(("#", "-c "))]
    assert len(asked) > 10
    assert [line for line in asked if not re.search(r"\S\s+# \w.{4,}", line)] == []


@pytest.mark.parametrize("name", ["requirements", "requirements-dev"])
def test_every_requirement_is_in_its_lock(name):
    asked = re.findall(r"(?m)^([a-z0-9][a-z0-9-]+)", (ROOT / f"{name}.in").read_text())
    locked = re.findall(r"(?m)^([a-z0-9-]+)[=\[]", (ROOT / f"{name}.txt").read_text())
    assert sorted(set(asked) - set(locked)) == []


def test_both_locks_agree_on_what_both_hold():
    pins = [
        dict(re.findall(r"(?m)^([a-z0-9._-]+)==(\S+)", (ROOT / name).read_text()))
        for name in ("requirements.txt", "requirements-dev.txt")
    ]
    shared = pins[0].keys() & pins[1].keys()
    assert {name: pins[0][name] for name in shared} == {name: pins[1][name] for name in shared}


def test_no_file_names_a_place_of_one_machine():
    assert find_lines(r"(?<![\w.$}/-])/(?:work|root|home|Users|tmp)/", but=("tests/project/test_repository.py",)) == []


def test_no_file_holds_a_left_over_mark():
    marks = r"\b(?:TODO|FIXME|XXX|HACK)\b|^(?:<{7}|={7}|>{7})(?:\s|$)|\bbreakpoint\(\)"
    assert find_lines(marks, but=("tests/project/test_repository.py",)) == []


def test_make_lists_what_the_readme_names():
    listed = subprocess.run(["make", "help"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    targets = set(re.findall(r"(?m)^make ([a-z-]+)", listed))
    assert targets == {"help", "run", "test", "test-postgres", "faults", "bench", "lock", "format"}
    named = set(re.findall(r"(?m)(?:^\s*|`)make ([a-z-]+)", (ROOT / "README.md").read_text()))
    assert {"run", "test"} <= named <= targets


def test_readme_names_every_command_of_the_guide():
    commands = {path.stem for path in (ROOT / "education/management/commands").glob("[a-z]*.py")}
    named = set(re.findall(r"(?m)^\| `([a-z_]+)", (ROOT / "README.md").read_text()))
    assert len(commands) > 4
    assert sorted(commands - named) == []


def test_operations_page_names_every_environment_variable():
    read = set()
    for name in ("accutane_guide/settings.py", "gunicorn.conf.py"):
        read |= set(re.findall(r'read_[a-z_]+\(\s*["\']([A-Z_]+)["\']', (ROOT / name).read_text()))
    named = set(re.findall(r"(?m)^\| `([A-Z_]+)`", (ROOT / "docs/operations.md").read_text()))
    assert len(read) > 8
    assert named - {"WEB_CONCURRENCY"} == read  # gunicorn reads that one


def test_operations_page_names_every_check():
    checks = [(ROOT / app / "checks.py").read_text() for app in ("accutane_guide", "appointments", "education")]
    raised = set(re.findall(r'id="([a-z_]+\.[EW]\d{3})"', "".join(checks)))
    named = set(re.findall(r"(?m)^\| `([a-z_]+\.[EW]\d{3})`", (ROOT / "docs/operations.md").read_text()))
    assert len(raised) > 5
    assert named == raised


def test_licences_page_names_every_package_that_is_asked_for():
    asked = set(re.findall(r"(?m)^([a-z0-9-]+)", (ROOT / "requirements.in").read_text()))
    named = set(re.findall(r"(?m)^\| ([a-z0-9-]+) ", (ROOT / "docs/licenses.md").read_text()))
    assert sorted(asked - named) == []


def test_no_database_is_in_the_repository():
    kinds = (".sqlite3-wal", ".sqlite3-shm", ".dump")
    assert [
        path.name
        for path in list_files()
        if path.name.endswith(kinds) or path.read_bytes().startswith(b"SQLite format 3\0")
    ] == []


def test_links_between_pages_lead_somewhere():
    pages = [path for path in list_files() if path.suffix == ".md"]
    links = [
        (path, link)
        for path in pages
        for link in re.findall(r"\]\((?!https?:|#)([^)#\s]+)", path.read_text(encoding="utf-8"))
    ]
    assert len(links) > 10
    assert [(path.name, link) for path, link in links if not (path.parent / link).exists()] == []
