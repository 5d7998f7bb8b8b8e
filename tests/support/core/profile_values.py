"""What makes a profile, as somebody fills it in."""

from typing import Final

GOOD: Final[dict[str, object]] = {
    "name": "Main",
    "url": "https://openapi.tim.qq.com",
    "sdk_app_id": "1400000001",
    "identifier": "admin",
}
TEST_RELAY: Final = {**GOOD, "url": "https://test.tim.qq.com"}
