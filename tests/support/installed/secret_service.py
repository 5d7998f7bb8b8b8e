"""A keychain as a desktop has it (org.freedesktop.secrets), in memory."""

from typing import Any, Final

from tests.support.installed.bus import Answer

NAME: Final = "org.freedesktop.secrets"
_SERVICE: Final = "/org/freedesktop/secrets"
_COLLECTION: Final = "/org/freedesktop/secrets/collection/test"
_SESSION: Final = "/org/freedesktop/secrets/session/test"
_ITEM_ATTRIBUTES: Final = "org.freedesktop.Secret.Item.Attributes"


class SecretService:
    """Hand :meth:`handle` to ``served``."""

    def __init__(self) -> None:
        self.secrets: dict[str, bytes] = {}
        """By the item's path."""
        self._attributes: dict[str, dict[str, str]] = {}

    def handle(self, path: str, method: str, values: tuple[Any, ...]) -> Answer | None:
        """Answer one call."""
        if method == "OpenSession":
            # Whoever asks for an encrypted way is told that there is none, and takes the plain one.
            return ("vo", (("s", ""), _SESSION)) if values[0] == "plain" else None
        if method == "ReadAlias":
            return "o", (_COLLECTION,)
        if method == "Unlock":
            return "aoo", (values[0], "/")
        if method == "SearchItems":
            found = [item for item, known in self._attributes.items() if values[0].items() <= known.items()]
            return ("aoao", (found, [])) if path == _SERVICE else ("ao", (found,))
        if method == "CreateItem":
            return self._create(*values)
        if method == "GetSecret":
            return "(oayays)", ((_SESSION, b"", self.secrets[path], "text/plain"),)
        if method == "Delete":
            del self.secrets[path], self._attributes[path]
            return "o", ("/",)
        if method == "Get":
            return "v", (self._property(path, values[1]),)
        return None

    def _create(self, properties: dict[str, Any], secret: tuple[Any, ...], replace: bool) -> Answer:
        attributes = properties[_ITEM_ATTRIBUTES][1]
        same = [item for item, known in self._attributes.items() if replace and known == attributes]
        item = same[0] if same else f"{_COLLECTION}/{len(self.secrets) + 1}"
        self.secrets[item], self._attributes[item] = bytes(secret[2]), attributes
        return "oo", (item, "/")

    def _property(self, path: str, name: str) -> tuple[str, Any]:
        known = {"Locked": ("b", False), "Label": ("s", "Test"), "Created": ("t", 0), "Modified": ("t", 0)}
        return known[name] if name != "Attributes" else ("a{ss}", self._attributes[path])
