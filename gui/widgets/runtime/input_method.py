"""Chinese input through fcitx: Qt's wheels bring no plugin for it, but fcitx answers as IBus does."""

from collections.abc import Iterable, Mapping

_NEEDED = {"QT_IM_MODULES": "fcitx;ibus", "IBUS_USE_PORTAL": "1"}


def input_method_variables(variables: Mapping[str, str], plugins: Iterable[str]) -> dict[str, str]:
    """The variables to set before the application is made; none where input works as it is.

    :param variables: the environment. Whoever set QT_IM_MODULES has chosen, and is left alone.
    :param plugins: the names of the files among Qt's input plugins.
    """
    if "QT_IM_MODULES" in variables:
        return {}
    asked = (variables.get("QT_IM_MODULE", ""), variables.get("XMODIFIERS", ""))
    if not any("fcitx" in one.casefold() for one in asked) or any("fcitx" in name for name in plugins):
        return {}
    return {name: variables.get(name) or value for name, value in _NEEDED.items()}
