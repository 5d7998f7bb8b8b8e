"""A caller of the relay for these tests. Its packets are written out by hand from PROTOCOL.md, "Packet"."""

import io
import json
import ssl
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import TracebackType
from typing import Self

import aiohttp

APP = 1400000001


def head(room: int, account: object, **other: object) -> dict[str, object]:
    return {
        "uint32_sub_cmd": 5,
        "uint32_seq": 77,
        "uint32_auth_key": room,
        "uint32_sdk_appid": APP,
        "rpt_to_Account": [account],
        "bytes_cookie_buff": "5655",
        **other,
    }


def start_fields(**other: object) -> dict[str, object]:
    fields = {
        "uint32_oper": 1,
        "string_file_name": "lesson",
        "uint32_sdk_type": 1,
        "uint32_record_data_type": 0,
    }
    return {**fields, **other}


def stop_fields(**other: object) -> dict[str, object]:
    return {"uint32_oper": 2, "uint32_sdk_type": 1, "uint32_record_data_type": 0, **other}


def packet(packet_head: Mapping[str, object], fields: Mapping[str, object] | None) -> dict[str, object]:
    return {"reqhead": packet_head, "reqbody": {} if fields is None else {"req_0x5": fields}}


def query(**other: str | None) -> dict[str, str]:
    values = {
        "usersig": "a-token-that-is-secret",
        "identifier": "admin",
        "sdkappid": str(APP),
        "random": "4242",
        "apn": "0",
        "contenttype": "json",
        **other,
    }
    return {name: value for name, value in values.items() if value is not None}


@dataclass
class Answer:
    """What came back, as it was on the wire."""

    status: int
    text: str

    @property
    def fields(self) -> dict[str, dict[str, object]]:
        value = json.loads(self.text)
        assert isinstance(value, dict)
        return value

    @property
    def code(self) -> object:
        """Where the code stands says what kind it is: the envelope, the head or the body."""
        if "ErrorCode" in self.fields:
            return "gateway", self.fields["ErrorCode"]
        if self.fields["reqhead"]["uint32_result"] != 0:
            return "head", self.fields["reqhead"]["uint32_result"]
        return self.record["uint32_result"]

    @property
    def record(self) -> dict[str, object]:
        value = self.fields["rspbody"]["rsp_0x5"]
        assert isinstance(value, dict)
        return value

    @property
    def file_ids(self) -> list[str]:
        value = self.record["str_fileID"]
        assert isinstance(value, list)
        return value


@dataclass
class Caller:
    """Sends requests to one simulator, and uses its controls."""

    url: str
    tls: ssl.SSLContext | bool = True
    token: str = ""
    _session: aiohttp.ClientSession = field(default_factory=aiohttp.ClientSession)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, err: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._session.close()

    async def send(
        self,
        body: object,
        *,
        path: str = "/v3/openim/videorelay",
        params: Mapping[str, str] | None = None,
        method: str = "POST",
    ) -> Answer:
        data = io.BytesIO(body if isinstance(body, bytes) else json.dumps(body).encode())
        async with self._session.request(
            method, self.url + path, params=query() if params is None else params, data=data, ssl=self.tls
        ) as response:
            return Answer(response.status, await response.text())

    async def start(self, room: int, account: object, **fields: object) -> Answer:
        return await self.send(packet(head(room, account), start_fields(**fields)))

    async def stop(self, room: int, account: object, **fields: object) -> Answer:
        return await self.send(packet(head(room, account), stop_fields(**fields)))

    async def control(
        self, name: str, body: object = None, *, headers: Mapping[str, str] | None = None
    ) -> tuple[int, object]:
        """GET without a body, POST with one."""
        method = "GET" if body is None else "POST"
        headers = {"X-Control-Token": self.token, **(headers or {})}
        async with self._session.request(
            method, f"{self.url}/control/{name}", json=body, headers=headers, ssl=self.tls
        ) as response:
            return response.status, await response.json()
