"""The list of parts and their licences, and the look for vulnerabilities: nothing is said unchecked."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import contents
import pytest
import system_parts

from gui.core.foundation.licences import licensed_parts
from tests.support.tree import ROOT

SBOM = ROOT / "packaging" / "sbom"
NOT_REACHED = "ERROR:pip_audit._cli:aiohttp: Dependency not found on PyPI and could not be audited"
VULNERABLE = {"dependencies": [{"name": "aiohttp", "version": "3.0", "vulns": [{"id": "PYSEC-1"}]}]}
SOUND = {"dependencies": [{"name": "aiohttp", "version": "3.14", "vulns": []}]}
# As pip-audit is: without --strict it passes over what it can't reach, and says that nothing was found.
STAND_IN = f"""#!{sys.executable}
import json, pathlib, sys
answer = {{answer!r}}
if answer is None and "--strict" in sys.argv:
    print({NOT_REACHED!r}, file=sys.stderr)
    sys.exit(1)
found = answer or {SOUND!r}
pathlib.Path(sys.argv[sys.argv.index("--output") + 1]).write_text(json.dumps(found))
print("No known vulnerabilities found")
sys.exit(any(one["vulns"] for one in found["dependencies"]))
"""


@pytest.mark.parametrize(
    ("answer", "status", "said"),
    [
        (SOUND, 0, "No known vulnerabilities in the locked packages.\n"),
        (VULNERABLE, 1, "VULNERABILITIES ARE KNOWN.\n"),
        (None, 3, f"Vulnerabilities: COULD NOT BE CHECKED: {NOT_REACHED}\n"),
    ],
    ids=["none", "some", "not reached"],
)
def test_what_could_not_be_looked_up_is_never_told_as_sound(
    tmp_path: Path, answer: object, status: int, said: str
) -> None:
    audit = tmp_path / "pip-audit"
    audit.write_text(STAND_IN.replace("{answer!r}", repr(answer)))
    audit.chmod(0o755)
    done = subprocess.run(
        [SBOM / "audit", audit, ROOT / "packaging/lock/runtime.txt", tmp_path / "answer"],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (done.returncode, done.stdout) == (status, said), done.stderr


@pytest.mark.skipif(
    not Path("/usr/share/doc/libgssapi-krb5-2").exists() or shutil.which("dpkg-query") is None,
    reason="not run: packages are built on Debian, with its libraries",
)
def test_what_no_tool_sees_is_in_the_list_with_its_version_and_licence(tmp_path: Path) -> None:
    known = [{"bom-ref": name, "name": name, "version": "1"} for name in ("aiohttp", "httpx-aiohttp")]
    (tmp_path / "parts.json").write_text(json.dumps({"components": known}))
    done = subprocess.run(
        [sys.executable, SBOM / "complete.py", tmp_path / "parts.json", ROOT],
        env={**os.environ, "PYTHONPATH": str(ROOT / "packaging/freeze")},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    made = json.loads(done.stdout)
    parts = made["components"]
    names = {part["name"] for part in parts}
    assert names >= {"icu", "inter", "lucide", "openssl", "python", "qt", "sqlite", "krb5", "xz", "libffi"}
    # Python's own, and the one inside cryptography.
    assert len([part for part in parts if part["name"] == "openssl"]) == 2
    assert [part["name"] for part in parts if not part.get("version")] == ["lucide"]
    assert [part["name"] for part in parts if not part["licenses"]] == []
    assert {one["ref"] for one in made["dependencies"]} == {part["bom-ref"] for part in parts} - {
        "aiohttp",
        "httpx-aiohttp",
    }


def test_each_library_that_is_taken_along_has_its_licence_among_those_that_are_shown() -> None:
    files = [f"{name}.so.1" for name in contents.NEEDED_FROM_SYSTEM["bundle"]]
    assert system_parts.without_part(files) == []
    assert system_parts.without_part(["libpython3.11.so.1.0", "libnew.so.2"]) == ["libnew.so.2"]
    shown = {(part.name, part.licence) for part in licensed_parts()}
    parts = (*system_parts.BY_HAND, *system_parts.OF_DEBIAN)
    assert [part.name for part in parts if (part.name, part.licence) not in shown] == []
