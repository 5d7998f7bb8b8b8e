"""A simulator that the panel takes for the production relay: by its name, over TLS, through a loopback proxy.

The pictures show what support staff see. Nothing of the panel is changed, and nothing leaves this computer.
"""

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Final

import trustme

from gui.simulator.in_process import RunningSimulator, running_simulator
from gui.simulator.listener import Tls
from tests.support.network.connect_proxy import connect_proxy

_HOST: Final = "openapi.tim.qq.com"


@asynccontextmanager
async def production_relay(folder: Path) -> AsyncIterator[tuple[RunningSimulator, dict[str, object]]]:
    """The simulator, and the fields of a profile for it.

    :param folder: for its certificates.
    """
    authority = trustme.CA()
    files = Tls(folder / "relay.pem", folder / "relay.key")
    authority.cert_pem.write_to_path(folder / "ca.pem")
    issued = authority.issue_cert(_HOST)
    issued.cert_chain_pems[0].write_to_path(files.certificate)
    issued.private_key_pem.write_to_path(files.key)
    async with running_simulator(tls=files) as service, connect_proxy(service.port, times=10_000) as proxy:
        os.environ["https_proxy"] = proxy.url
        yield (
            service,
            {
                "name": "Main",
                "url": f"https://{_HOST}",
                "sdk_app_id": 1400000001,
                "identifier": "admin",
                "ca_file": folder / "ca.pem",
            },
        )
