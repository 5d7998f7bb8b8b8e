"""What a test of the connection's status sets up and reads off the window."""

from pathlib import Path

from gui.core.profiles.profiles import Profiles, new_profile
from tests.support.network.certificate_files import CertificateFiles
from tests.support.network.raw_server import RawServer
from tests.support.widgets.window_driver import APP, Staff


def reachability(staff: Staff) -> str:
    """What the bar says of the way to the relay."""
    return staff.window.connection_bar.reachability.whole_text()


def strict_profile(folder: Path, files: CertificateFiles, server: RawServer, name: str = "desk") -> None:
    """A profile *Main* for a relay that asks for a client certificate."""
    profiles = Profiles(folder)
    profiles.load()
    values = {
        "name": "Main",
        "url": server.url,
        "sdk_app_id": APP,
        "identifier": "admin",
        "ca_file": files.folder / "ca.pem",
        "client_cert": files.folder / f"{name}.pem",
        "client_key": files.folder / f"{name}.key",
    }
    profiles.add(new_profile(values))
