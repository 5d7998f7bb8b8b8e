"""What the manual tells besides the parser, in English: exit statuses, environment, files, examples."""

from collections.abc import Mapping
from typing import Final

from gui.commands.context import OPERATOR_VARIABLE, Exit
from gui.core.foundation.paths import DATA_DIR_VARIABLE
from gui.core.foundation.screen import NO_WINDOW
from gui.core.foundation.support import SUPPORT_VARIABLE
from gui.core.profiles.credentials import (
    PASSPHRASE_VARIABLE,
    SECRET_KEY_VARIABLE,
    TEAM_PASSWORD_VARIABLE,
    USER_SIG_VARIABLE,
)

EXIT_STATUSES: Final[Mapping[int, str]] = {
    Exit.ACCEPTED: "The service accepted the request, or the command did what it was asked for.",
    Exit.REFUSED: "The service refused.",
    Exit.USAGE: "Wrong usage or values. Nothing was sent.",
    Exit.UNKNOWN: "The outcome is unknown. Of a batch: something may have been sent, and not all is well.",
    Exit.NOT_SENT: "Nothing was sent, or results could not be written.",
    NO_WINDOW: "No window could be opened. The commands work without one.",
}

ENVIRONMENT: Final[Mapping[str, str]] = {
    DATA_DIR_VARIABLE: "The data folder. The option --data-dir outranks it.",
    OPERATOR_VARIABLE: "Who is at the keyboard, for the list and the reports; else the login name.",
    USER_SIG_VARIABLE: "The usersig of the profile's user. It outranks the secret key and the keychain.",
    SECRET_KEY_VARIABLE: "The secret key that a usersig is made from.",
    PASSPHRASE_VARIABLE: "The passphrase of the profile's private key.",
    TEAM_PASSWORD_VARIABLE: (
        "This desk's password for its team's database. It outranks the keychain; set at team join it becomes"
        " the password, and none is kept."
    ),
    # Its name stands in a module that imports Qt: a test compares.
    "RECORDING_PANEL_THEME": (
        "The window's colours: light, dark, high-contrast or high-contrast-dark; else the system's."
    ),
    SUPPORT_VARIABLE: "Who helps with this program, as About shows it: a name, an address, a number.",
    "HTTPS_PROXY": "The proxy to a relay, with NO_PROXY and ALL_PROXY, read as curl reads them.",
    "SSL_CERT_FILE": "Certificate authorities to trust in place of the system's.",
    "LC_ALL, LC_MESSAGES, LANG, LANGUAGE": "The language: English or Chinese; --language outranks them.",
    "QT_QPA_PLATFORM": "How Qt shows the window: xcb, wayland, offscreen.",
}

FILES: Final[Mapping[str, str]] = {
    "$XDG_DATA_HOME/recording-panel": (
        "The data folder: profiles, presets, the ledger, and which team it is in. Secrets are in the"
        " keychain, never here."
    ),
    "~/.local/share/recording-panel": "The same, where XDG_DATA_HOME is not set.",
    "the keychain of the system": (
        "Secrets of the profiles, under the service recording-panel. They stay there when the program or the"
        " data folder is removed: recording-panel profile remove NAME removes those of one profile."
    ),
}

REMOVING: Final[Mapping[str, str]] = {
    "First, with the panel still there": (
        "recording-panel profile remove NAME, for each profile:"
        " it takes the profile's secrets out of the keychain."
    ),
    "The program": (
        "sudo apt remove recording-panel; sudo dnf remove recording-panel; of the single file:"
        " sh ~/.local/lib/recording-panel/install.sh --uninstall; pipx uninstall recording-panel."
    ),
    "What that leaves": (
        "The data folder (see FILES), and secrets in the keychain under the name recording-panel."
        " No removal touches them. Recordings go on."
    ),
    "The data, for good": (
        "rm -r ~/.local/share/recording-panel. Secrets that are still in the keychain:"
        " recording-panel profile remove NAME --kept-secrets, or the keychain's own program."
    ),
}

BUGS: Final = (
    "Tell whoever gave you this program, with the report that recording-panel report writes of a session."
    " No secret is in it."
)

EXAMPLES: Final[Mapping[str, str]] = {
    "recording-panel": "Open the window.",
    "recording-panel explain 30000411": "Explain an error code.",
    "recording-panel doctor": "Check this computer and each profile's way to its relay.",
    "recording-panel sessions --json": "List the live recordings, one JSON object a line.",
    "recording-panel batch start lessons.csv": "Start a recording for each row of a table.",
    "recording-panel team join invitation-LI.json": "Join a team by its administrator's invitation.",
    "recording-panel team status": "See whether the team is reached, and what each desk sent.",
    "recording-panel ledger backup /media/desk/ledger.backup": "Copy the record while windows work with it.",
    "recording-panel ledger prune --before 2026-01-01": "Remove what was over before 2026, after a question.",
}
