"""What keeps LibreOffice from opening an address: its settings, its proxy, and a system without a network."""

from __future__ import annotations

import functools
import os
import shutil
import subprocess
from pathlib import Path
from typing import Final

_COMMON: Final = "/org.openoffice.Office.Common/Security/Scripting"
_INET: Final = "/org.openoffice.Inet/Settings"
_UPDATES: Final = "/org.openoffice.Office.Jobs/Jobs/org.openoffice.Office.Jobs:Job['UpdateCheck']/Arguments"
_NOWHERE: Final = ("127.0.0.1", "9")  # where nothing listens: the port "discard" of RFC 863
# path, name, type, value of each setting; a LibreOffice that does not know one passes it over
_SETTINGS: Final = (
    (_COMMON, "BlockUntrustedRefererLinks", "true"),
    (_COMMON, "DisableActiveContent", "true"),
    (_COMMON, "DisableMacrosExecution", "true"),
    (_COMMON, "MacroSecurityLevel", "3"),  # only signed and trusted, of which a new profile has none
    ("/org.openoffice.Office.Writer/Content/Update", "Link", "0"),  # never
    ("/org.openoffice.Office.Calc/Content/Update", "Link", "1"),  # never
    (_UPDATES, "AutoCheckEnabled", "false"),
    (_INET, "ooInetProxyType", "2"),  # the one named here, not that of the system
    *((_INET, f"ooInet{kind}Proxy{what}", value)
      for kind in ("HTTP", "HTTPS", "FTP") for what, value in zip(("Name", "Port"), _NOWHERE, strict=True)),
    (_INET, "ooInetNoProxy", ""),
)  # fmt: skip
_ITEM: Final = '<item oor:path="{}"><prop oor:name="{}" oor:op="fuse"><value>{}</value></prop></item>\n'
_FILE: Final = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<oor:items xmlns:oor="http://openoffice.org/2001/registry" '
    'xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">\n{}</oor:items>\n'
)
_PROXIES: Final = ("http_proxy", "https_proxy", "ftp_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY")
_DIES_WITH_US: Final = ("setpriv", "--pdeathsig", "KILL")
_NAMESPACES: Final = ("unshare", "--net", "--pid", "--fork", "--kill-child=KILL")
_PROGRAMS: Final = ("setpriv", "unshare")
_FENCES: Final = (
    (*_DIES_WITH_US, *_NAMESPACES),
    (*_DIES_WITH_US, *_NAMESPACES, "--map-current-user"),
    (*_DIES_WITH_US, *_NAMESPACES, "--map-root-user"),
    _DIES_WITH_US,
)


def profile(folder: Path) -> None:
    """Write the settings of a new profile: links, active content and macros off, nothing looked for on the network."""
    file = folder / "user" / "registrymodifications.xcu"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(_FILE.format("".join(_ITEM.format(*setting) for setting in _SETTINGS)), "utf-8")


def environment(folder: Path, *, home: Path | None = None) -> dict[str, str]:
    """The environment of LibreOffice: its temporary files in this folder, a proxy where nothing listens.

    With a home of its own no folder of the user is in reach.
    """
    dead = dict.fromkeys(_PROXIES, f"http://{':'.join(_NOWHERE)}")
    left_out = ("SAL_USE_VCLPLUGIN", "no_proxy", "NO_PROXY") if home else ("no_proxy", "NO_PROXY")
    inherited = {name: value for name, value in os.environ.items() if name not in left_out}
    own = {"HOME": str(home)} if home else {}
    return {**inherited, **dead, **own, "TMPDIR": str(folder)}


@functools.cache
def fence() -> tuple[str, ...]:
    """What stands before the command: it has no network and ends with us, however we end; () where nothing can be had.

    Linux: namespaces of network and processes (unshare) and the signal on the parent's death (setpriv), of util-linux.
    """
    found = next((one for one in _FENCES if _works(one)), ())
    return tuple((shutil.which(word) or word) if word in _PROGRAMS else word for word in found)


def _works(one: tuple[str, ...]) -> bool:
    if any(shutil.which(name) is None for name in one if name in _PROGRAMS):
        return False
    try:
        return subprocess.run([*one, "true"], capture_output=True, check=False, timeout=20).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False
