"""On clean systems of Debian 12 and 13: installed, used as on a desk, upgraded and removed, in this order."""

import json
import shutil
import ssl
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
import trustme

from tests.support.installed.bus import served, session_bus
from tests.support.installed.clean_root import clean_root
from tests.support.installed.desks import Desk, desk
from tests.support.installed.figures import Figure, judged
from tests.support.installed.packages import Done, missing_libraries, programs_and_libraries
from tests.support.installed.screen import REGISTRY, ScreenReader, screen
from tests.support.installed.secret_service import NAME, SecretService
from tests.support.network.strict_tls_server import strict_tls_server
from tests.support.simulator.service_process import service_process

GOAL_SECONDS = 15
# A busy machine must not fail a good package: where even unpacking it takes long, so much of that is allowed.
# For the .deb the network and 70 packages of the system's come in, too.
MOST_OF_UNPACKING = {"deb": 18, "run": 8}
LOOK_EVERY_S = 30
SECRET = "key"
KINDS = [(suite, kind) for suite in ("bookworm", "trixie") for kind in ("deb", "run")]


@pytest.fixture(scope="module", params=KINDS, ids="-".join)
def bare(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A desk without the panel."""
    suite, kind = request.param
    with clean_root(suite, tmp_path_factory.mktemp("root") / suite) as root, desk(root, kind) as made:
        yield made


@pytest.fixture(scope="module")
def before(bare: Desk) -> set[str]:
    """The files that were there before."""
    return bare.root.files()


@pytest.fixture(scope="module")
def at(bare: Desk, before: set[str]) -> Desk:
    """The desk with the panel."""
    assert before
    bare.install()
    return bare


def test_it_is_installed_in_a_few_seconds(at: Desk, figure: Figure) -> None:
    figure(f"{at.root.suite}: .{at.kind} installed in", judged(at.seconds, "s", GOAL_SECONDS))
    figure(f"{at.root.suite}: .deb unpacked in", f"{at.unpacking_s:.1f} s")
    assert at.seconds < max(GOAL_SECONDS, MOST_OF_UNPACKING[at.kind] * at.unpacking_s)


def test_no_library_is_missing(at: Desk) -> None:
    inside = [f"/{path.relative_to(at.root.folder)}" for path in programs_and_libraries(at.program)]
    # As the program's starter does: the libraries that it takes along are found there.
    own = str(Path("/", at.program.relative_to(at.root.folder), "_internal"))
    words = at.root.as_user("ldd", *inside, LD_LIBRARY_PATH=own).out
    assert "libc.so.6" in words
    assert missing_libraries(at.program, words) == []


def test_the_command_line_works(at: Desk) -> None:
    assert at.panel("--version").out.startswith("recording-panel ")
    assert at.panel("explain", "30000411").out.startswith("30000411 · Room or user not found\n")
    doctor = at.panel("doctor")
    assert doctor.status == 0, doctor.out
    started = at.panel(
        *("start", "--profile", "Practice", "--room", "990001", "--account", "alice"),
        *("--file-name", "interview", "--json"),
    )
    assert json.loads(started.out)["state"] == "recording", started.err


def test_the_window_s_tour_does_the_whole_job_on_a_screen(at: Desk) -> None:
    with screen() as shown:
        data = ("--data-dir", "/tmp/tour-data")
        tour = at.panel("--tour", "--tour-folder", "/tmp/tour", *data, DISPLAY=shown.display)
    assert tour.status == 0, tour.out + tour.err
    assert "Traceback" not in tour.err


def test_a_credential_is_kept_in_the_keychain_and_comes_back(at: Desk, tmp_path: Path) -> None:
    keychain = SecretService()
    place = at.root.folder / "tmp"
    inside = {"DBUS_SESSION_BUS_ADDRESS": "unix:path=/tmp/bus"}
    target = ("--profile", "main", "--room", "990001", "--account", "alice")
    with (
        service_process(tmp_path) as service,
        session_bus(place) as address,
        served(address, keychain.handle, NAME),
    ):
        service.enter(990001, "alice")
        added = at.panel(
            *("profile", "add", "main", "--url", service.url, "--sdk-app-id", "1400000001"),
            *("--identifier", "administrator", "--secret-key-stdin"),
            typed=f"{SECRET}\n",
            **inside,
        )
        assert added.status == 0, added.out + added.err
        assert [*keychain.secrets.values()] == [SECRET.encode()]
        started = at.panel("start", *target, "--file-name", "interview", "--json", **inside)
        assert json.loads(started.out)["state"] == "recording", started.out
        assert at.panel("stop", *target, **inside).status == 0
        removed = at.panel("profile", "remove", "main", **inside)
    assert removed.status == 0, removed.err
    assert keychain.secrets == {}


def test_where_the_authorities_are_as_on_fedora_a_relay_is_trusted_by_them_alone(at: Desk) -> None:
    authority = trustme.CA()
    serving = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("localhost").configure_cert(serving)
    ours = ("--data-dir", "/tmp/tls-data")
    key = {"RECORDING_PANEL_SECRET_KEY": SECRET}
    with strict_tls_server(serving) as relay, authorities_as_on_fedora(at) as file:
        url = f"https://localhost:{relay.port}"
        whose = ("--sdk-app-id", "1400000001", "--identifier", "administrator")
        assert at.panel(*ours, "profile", "add", "main", "--url", url, *whose, **key).status == 0
        assert told_of_tls(at.panel(*ours, "profile", "test", "main", "--json", **key)) == "red"
        authority.cert_pem.write_to_path(file)
        assert told_of_tls(at.panel(*ours, "profile", "test", "main", "--json", **key)) == "green"


@contextmanager
def authorities_as_on_fedora(at: Desk) -> Iterator[Path]:
    """Nothing is where this Debian's OpenSSL looks; gives the file that Fedora has in its place."""
    usual, away = at.root.folder / "etc/ssl", at.root.folder / "etc/ssl-away"
    place = at.root.folder / "etc/pki/tls/certs"
    usual.rename(away)
    try:
        place.mkdir(parents=True)
        yield place / "ca-bundle.crt"
    finally:
        shutil.rmtree(at.root.folder / "etc/pki")
        away.rename(usual)


def told_of_tls(done: Done) -> str:
    (light,) = [
        fields["light"] for fields in map(json.loads, done.out.splitlines()) if fields["check"] == "tls"
    ]
    return str(light)


def test_the_man_page_is_found(at: Desk) -> None:
    page = at.root.as_user("man", "--warnings", "recording-panel", MANPATH=f"{at.share}/man", MANWIDTH="80")
    assert page.status == 0, page.err
    assert page.err == ""
    assert "EXIT STATUS" in page.out


def test_bash_completes_sub_commands(at: Desk) -> None:
    script = """
source /usr/share/bash-completion/bash_completion
COMP_WORDS=(recording-panel expl) COMP_CWORD=1 COMP_LINE='recording-panel expl' COMP_POINT=20
_completion_loader recording-panel || [[ $? == 124 ]]
$(complete -p recording-panel | sed 's/.*-F \\([^ ]*\\).*/\\1/') recording-panel expl recording-panel
echo "completed: ${COMPREPLY[*]}"
"""
    done = at.root.as_user("bash", "-c", script)
    assert "completed: explain" in done.out, done.err


def test_the_window_goes_on_through_an_upgrade_and_a_removal_and_says_so(at: Desk, tmp_path: Path) -> None:
    place = at.root.folder / "tmp"
    with (
        screen() as shown,
        session_bus(place) as address,
        closing(ScreenReader(address)) as reader,
        served(address, reader.handle, REGISTRY),
    ):
        window = at.root.spawn(
            *(at.command, "--data-dir", "/tmp/upgrade-data", "--profile", "Practice"),
            DISPLAY=shown.display,
            AT_SPI_BUS_ADDRESS="unix:path=/tmp/bus",
            QT_LINUX_ACCESSIBILITY_ALWAYS_ON="1",
        )
        try:
            shown.wait_for_window("Recording panel")
            reader.wait_for("Start", 20)
            at.upgrade(tmp_path)
            reader.wait_for("The panel was updated. Please restart it", LOOK_EVERY_S + 15)
            shown.wait_for_window("Recording panel")
            shown.press("F1")
            shown.wait_for_window("Codes")
            shown.press("Escape")
            shown.wait_for_window("Recording panel")
            shown.press("ctrl+b")
            shown.wait_for_window("Batch")
            shown.press("Escape")
            at.remove()
            reader.wait_for("The panel was removed from this computer", LOOK_EVERY_S + 15)
            shown.wait_for_window("Recording panel")
            shown.press("F1")
            shown.wait_for_window("Codes")
        finally:
            window.terminate()
            words = window.communicate(timeout=30)
    assert "Traceback" not in words[1], words[1]


def test_once_removed_nothing_is_left_but_the_user_s_data_and_log(at: Desk, before: set[str]) -> None:
    assert not at.program.exists()
    assert at.left_over(before) == set()
    assert (at.data / "ledger.sqlite3").exists()
