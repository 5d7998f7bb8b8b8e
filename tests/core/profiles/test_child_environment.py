"""What a child process of the panel inherits: no secret, no proxy, nothing that it does not need."""

from gui.core.profiles.child_environment import child_environment
from gui.core.profiles.credentials import SECRETS_OF_ENVIRONMENT


def test_secrets_and_proxies_stay_with_the_panel_and_the_rest_is_passed_on() -> None:
    kept = {"PATH": "/bin", "HOME": "/home/li", "LANG": "zh_CN.UTF-8", "PYTHONPATH": "/x"}
    others = dict.fromkeys(
        (*SECRETS_OF_ENVIRONMENT, "https_proxy", "HTTP_PROXY", "all_proxy", "NO_PROXY", "no_proxy"), "canary"
    )
    assert child_environment({**kept, **others, "RECORDING_PANEL_OPERATOR": "li"}) == kept
