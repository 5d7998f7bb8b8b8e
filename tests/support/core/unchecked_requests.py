"""Requests with values that no form lets through: what shows them has to stand them all the same."""

from typing import TypeVar

from gui.core.protocol.request import StartRequest, StopRequest

Request = TypeVar("Request", StartRequest, StopRequest)


def unchecked(request: Request, **values: object) -> Request:
    """The same request, with these values put into it."""
    for name, value in values.items():
        object.__setattr__(request, name, value)
    return request
