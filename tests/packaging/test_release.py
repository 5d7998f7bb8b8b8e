"""A release on a small stand-in repository: what it refuses, what it leaves, what a failure leaves."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support.tree import ROOT

PROJECT = '[project]\nname = "recording-panel"\nversion = "1.4.0"\n\n[tool.other]\nversion = "9"\n'
CHANGELOG = """# Changelog

## [Unreleased]

### Added
- A new thing.

## [1.4.0] - 2026-01-05

### Fixed
- An old thing.
"""
METAINFO = "<component>\n  <name>Recording panel</name>\n</component>\n"
BOOTSTRAP = f"""mkdir -p .venv/bin
printf '#!/bin/sh\\nexec {sys.executable} "$@"\\n' >.venv/bin/python
chmod +x .venv/bin/python"""
PACKAGE = """echo package $1 >>ran
mkdir -p dist/bundle
version=$(sed -n 's/^version = "\\(1.*\\)"/\\1/p' pyproject.toml)
printf '00aa  recording-panel_%s_amd64.deb\\n00bb  bundle/part\\n' "$version" >dist/SHA256SUMS"""
STEPS = ("test", "package", "package-test")


class StandIn:
    """A repository with the real release script, and steps that only say that they ran."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.environment = {
            "PATH": os.environ["PATH"],
            "HOME": str(root.parent),
            "GIT_CONFIG_NOSYSTEM": "1",
            "GIT_AUTHOR_NAME": "A",
            "GIT_AUTHOR_EMAIL": "a@example.org",
            "GIT_COMMITTER_NAME": "A",
            "GIT_COMMITTER_EMAIL": "a@example.org",
        }
        packaging = root / "packaging"
        shutil.copytree(
            ROOT / "packaging/releasing",
            packaging / "releasing",
            ignore=shutil.ignore_patterns("__pycache__"),
        )
        shutil.copy(ROOT / "packaging/release", packaging)
        self.write("packaging/linux/recording-panel.metainfo.xml", METAINFO)
        self.write("pyproject.toml", PROJECT)
        self.write("CHANGELOG.md", CHANGELOG)
        self.write(".gitignore", "/.venv/\n/dist/\n/ran\n__pycache__/\n")
        self.script("bootstrap", BOOTSTRAP)
        self.script("test", "echo test >>ran")
        self.script("package-test", "echo package-test >>ran")
        self.script("package", PACKAGE)
        self.git("init", "--quiet", "--initial-branch", "main")
        self.commit()

    def write(self, name: str, text: str) -> None:
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def read(self, name: str) -> str:
        return (self.root / name).read_text(encoding="utf-8")

    def script(self, name: str, body: str) -> None:
        self.write(f"packaging/{name}", f"#!/bin/sh\nset -eu\n{body}\n")
        (self.root / "packaging" / name).chmod(0o755)

    def git(self, *words: str) -> str:
        return self._run("git", *words, check=True).stdout.strip()

    def commit(self) -> None:
        self.git("add", "--all")
        self.git("commit", "--quiet", "--message", "As it stands")

    def release(self, *words: str) -> subprocess.CompletedProcess[str]:
        return self._run("packaging/release", *words)

    def ran(self) -> list[str]:
        return self.read("ran").splitlines() if (self.root / "ran").exists() else []

    def _run(self, *words: str, check: bool = False) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            words,
            cwd=self.root,
            env=self.environment,
            check=check,
            capture_output=True,
            text=True,
            timeout=60,
        )


@pytest.fixture
def repository(tmp_path: Path) -> StandIn:
    return StandIn(tmp_path / "repository")


def test_a_release_leaves_a_commit_a_tag_packages_and_notes(repository: StandIn) -> None:
    done = repository.release("1.5.0")
    assert done.returncode == 0, done.stderr
    assert repository.ran() == ["test", "package all", "package-test"]
    assert repository.git("status", "--porcelain") == ""
    assert repository.git("log", "--format=%s", "-1") == "Release 1.5.0"
    assert repository.git("cat-file", "-t", "v1.5.0") == "tag"
    assert repository.git("rev-parse", "v1.5.0^{commit}") == repository.git("rev-parse", "main")
    assert "### Added\n- A new thing." in repository.git("for-each-ref", "--format=%(contents)", "refs/tags")
    assert 'version = "1.5.0"' in repository.read("pyproject.toml")
    assert 'version = "9"' in repository.read("pyproject.toml")
    assert re.search(
        r"## \[Unreleased\]\n\n## \[1\.5\.0\] - \d{4}-\d\d-\d\d\n", repository.read("CHANGELOG.md")
    )
    assert '<release version="1.5.0" date="' in repository.read(
        "packaging/linux/recording-panel.metainfo.xml"
    )
    notes = repository.read("dist/RELEASE_NOTES.md")
    assert "- A new thing." in notes
    assert "- An old thing." not in notes
    assert "00aa  recording-panel_1.5.0_amd64.deb" in notes
    assert "bundle/part" not in notes
    assert "NOT TESTED" not in notes


def test_a_release_without_tests_says_so_in_notes_and_tag(repository: StandIn) -> None:
    assert repository.release("--skip-tests", "1.4.1").returncode == 0
    assert repository.ran() == ["package all"]
    assert "NOT TESTED" in repository.read("dist/RELEASE_NOTES.md")
    assert "NOT TESTED" in repository.git("for-each-ref", "--format=%(contents)", "refs/tags")


def test_a_dry_run_shows_what_would_be_released_and_changes_nothing(repository: StandIn) -> None:
    before = repository.git("rev-parse", "HEAD")
    done = repository.release("--dry-run", "2.0.0")
    assert done.returncode == 0, done.stderr
    assert "- A new thing." in done.stdout
    assert repository.git("rev-parse", "HEAD") == before
    assert repository.git("status", "--porcelain") == repository.git("tag") == ""
    assert repository.ran() == []


def _dirty(repository: StandIn) -> None:
    repository.write("new.txt", "not committed")


def _other_branch(repository: StandIn) -> None:
    repository.git("switch", "--quiet", "--create", "wip")


def _no_branch(repository: StandIn) -> None:
    repository.git("switch", "--quiet", "--detach")


def _tagged(repository: StandIn) -> None:
    repository.git("tag", "v1.5.0")


def _nothing_to_tell(repository: StandIn) -> None:
    repository.write("CHANGELOG.md", CHANGELOG.replace("- A new thing.\n", ""))
    repository.commit()


def _no_unreleased_section(repository: StandIn) -> None:
    repository.write("CHANGELOG.md", CHANGELOG.replace("## [Unreleased]", "## Soon"))
    repository.commit()


def _nobody(repository: StandIn) -> None:
    repository.environment |= {"GIT_COMMITTER_NAME": "", "GIT_COMMITTER_EMAIL": ""}


def _as_it_is(repository: StandIn) -> None:
    assert repository.git("status", "--porcelain") == ""


@pytest.mark.parametrize(
    ("prepare", "version", "why"),
    [
        (_dirty, "1.5.0", "new.txt"),
        (_other_branch, "1.5.0", "Run: git switch main"),
        (_no_branch, "1.5.0", "this is no branch"),
        (_tagged, "1.5.0", "take the next version"),
        (_nothing_to_tell, "1.5.0", "fill its section Unreleased"),
        (_no_unreleased_section, "1.5.0", "no section ## [Unreleased]"),
        (_nobody, "1.5.0", "git config user.name"),
        (_as_it_is, "1.4.0", "not newer than 1.4.0"),
        (_as_it_is, "1.3.9", "not newer than 1.4.0"),
        (_as_it_is, "v1.5.0", "no version"),
        (_as_it_is, "1.5", "no version"),
        (_as_it_is, "1.05.0", "no version"),
        (_as_it_is, "1.5.0-rc.1", "no version"),
        (_as_it_is, "--force", "Usage"),
    ],
)
def test_what_is_refused_is_told_with_a_remedy_and_changes_nothing(
    repository: StandIn, prepare: Callable[[StandIn], None], version: str, why: str
) -> None:
    prepare(repository)
    before = (
        repository.git("rev-parse", "HEAD"),
        repository.git("status", "--porcelain"),
        repository.git("tag"),
    )
    done = repository.release(version)
    assert done.returncode == 1
    assert why in done.stderr
    after = (
        repository.git("rev-parse", "HEAD"),
        repository.git("status", "--porcelain"),
        repository.git("tag"),
    )
    assert after == before
    assert repository.ran() == []


@pytest.mark.parametrize("step", STEPS)
def test_a_step_that_fails_leaves_branch_and_files_as_they_were(repository: StandIn, step: str) -> None:
    repository.script(step, f"echo the {step} went wrong; exit 3")
    repository.commit()
    before = repository.git("rev-parse", "HEAD")
    done = repository.release("1.5.0")
    assert done.returncode == 1
    assert f"packaging/{step}" in done.stderr
    assert "No release was made" in done.stderr
    assert repository.git("rev-parse", "main") == before
    assert repository.git("symbolic-ref", "--short", "HEAD") == "main"
    assert repository.git("status", "--porcelain") == repository.git("tag") == ""
    assert repository.read("CHANGELOG.md") == CHANGELOG
    assert not (repository.root / "dist").exists()


def test_packages_of_an_earlier_release_stay_when_the_next_one_fails(repository: StandIn) -> None:
    repository.write("dist/SHA256SUMS", "00aa  recording-panel_1.4.0_amd64.deb\n")
    repository.script("test", "exit 3")
    repository.commit()
    assert repository.release("1.5.0").returncode == 1
    assert "1.4.0" in repository.read("dist/SHA256SUMS")


def test_a_hook_that_refuses_the_commit_leaves_the_files_as_they_were(repository: StandIn) -> None:
    repository.write(".git/hooks/pre-commit", "#!/bin/sh\nexit 1\n")
    (repository.root / ".git/hooks/pre-commit").chmod(0o755)
    assert repository.release("1.5.0").returncode == 1
    assert repository.git("status", "--porcelain") == ""
    assert repository.read("pyproject.toml") == PROJECT


def test_what_somebody_commits_meanwhile_is_neither_released_nor_lost(repository: StandIn) -> None:
    repository.script("package-test", "echo 1 >new.txt; git add new.txt; git commit -qm 'Meanwhile'")
    repository.commit()
    done = repository.release("1.5.0")
    assert done.returncode == 1
    assert "NOT put back" in done.stderr
    assert repository.git("log", "--format=%s", "-2").splitlines() == ["Meanwhile", "Release 1.5.0"]
    assert repository.git("tag") == ""


def test_what_somebody_writes_meanwhile_stays_when_the_release_is_put_back(repository: StandIn) -> None:
    repository.script("package-test", "echo more >new.txt; exit 3")
    repository.commit()
    before = repository.git("rev-parse", "HEAD")
    assert repository.release("1.5.0").returncode == 1
    assert repository.git("rev-parse", "HEAD") == before
    assert repository.read("new.txt") == "more\n"


def news(root: Path, changelog: str) -> str:
    (root / "CHANGELOG.md").write_text(changelog, encoding="utf-8")
    script = ROOT / "packaging/releasing/release_files.py"
    command = [sys.executable, str(script), "news", str(root), "1.4.0"]
    return subprocess.run(command, capture_output=True, text=True, check=True, timeout=30).stdout


def test_the_news_of_a_package_begin_with_its_own_version(tmp_path: Path) -> None:
    early = "# Changelog\n\n## [Unreleased]\n\n### Added\n- A thing.\n"
    assert news(tmp_path, early) == early.replace("[Unreleased]", "[1.4.0] - not released")
    released = "# Changelog\n\n## [Unreleased]\n\n## [1.4.0] - 2026-01-05\n\n### Added\n- A thing.\n"
    assert news(tmp_path, released) == released.replace("## [Unreleased]\n\n", "")
