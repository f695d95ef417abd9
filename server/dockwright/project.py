"""What a project says of itself in the files around a Dockerfile: its checkout, its manifests, its licence, its security policy.

Files are read and no program is run. What is found in a folder nearer to the Dockerfile counts before what is found further up, to
the root of the checkout; outside a checkout only the Dockerfile's own folder counts.
"""

from __future__ import annotations

import os

from dockwright.data.license_texts import PHRASES
from dockwright.model.labels import is_license, is_valid
from dockwright.model.project import Project
from dockwright.patterns import IGNORECASE, pattern

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

LIMIT = 1 << 18
LEVELS = 40
MANIFESTS = ("pyproject.toml", "package.json", "Cargo.toml")
LICENSES = ("license", "licence", "copying", "unlicense")
POLICIES = ("SECURITY.md", ".github/SECURITY.md", "docs/SECURITY.md")
SECURITY_TXT = ("security.txt", ".well-known/security.txt", "public/.well-known/security.txt", "static/.well-known/security.txt")
PAGES = {"github.com": "blob/HEAD", "gitlab.com": "-/blob/HEAD", "codeberg.org": "src/HEAD", "bitbucket.org": "src/HEAD"}
"""Where hosts show a file of the default branch, behind the address of a repository."""
SHORT = {"github": "github.com", "gitlab": "gitlab.com", "bitbucket": "bitbucket.org"}
NAMES = {
    "source": "source",
    "source code": "source",
    "repository": "source",
    "homepage": "url",
    "documentation": "documentation",
    "docs": "documentation",
}
"""What the addresses in a manifest are called, and what they are."""
_OWN = frozenset(("title", "description"))
"""What the nearest manifest alone can say; that of a folder above is about something larger."""

_SECTION = pattern(r'\s*\[remote "([^"\\]+)"\]\s*')
_URL_LINE = pattern(r'\s*url\s*=\s*"?([^\s"#;]+)', IGNORECASE)
_SCP = pattern(r"(?:[^@/:\s]+@)?([A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+):(?!//)/*(\S+)")
_ADDRESS = pattern(r"(?:git\+)?(https?|ssh|git)://(?:[^/\s]*@)?([A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+)(:\d+)?/+([^\s?#]+)[^\s]*", IGNORECASE)
_FIELD = pattern(r"(canonical|contact|policy)\s*:\s*(\S+)", IGNORECASE)
_IDENTIFIER = pattern(r"SPDX-License-Identifier:[ \t]*([^\r\n]+)", IGNORECASE)
_BLANKS = pattern(r"[\s*#>_]+")


def read(path: str) -> Project:
    """What is known of the project to which a Dockerfile at `path` belongs; broken and missing files say nothing."""
    folders, is_checkout = _folders(os.path.dirname(os.path.abspath(path)))
    found: dict[str, str] = {}
    for folder in folders:
        said = _manifests(folder)
        if not _OWN.isdisjoint(found):
            said = {name: value for name, value in said.items() if name not in _OWN}
        found = said | found
        license_ = "" if "licenses" in found else _license(folder)
        found |= {"licenses": license_} if license_ else {}
    remote = web_address(_remote(folders[-1])) if is_checkout else ""
    source = remote or found.get("source", "")
    found.update(source=source, url=found.get("url", "") or source)
    return Project(**found, security_txt=_security_txt(folders), security_policy=_policy(folders[-1], remote))


def _folders(folder: str) -> tuple[list[str], bool]:
    """The folders that count, the nearest first, and whether the last one is the root of a checkout."""
    folders = [folder]
    while len(folders) < LEVELS:
        if os.path.lexists(os.path.join(folders[-1], ".git")):
            return folders, True
        above = os.path.dirname(folders[-1])
        if above == folders[-1]:
            break
        folders.append(above)
    return folders[:1], False


def _text(*path: str) -> str:
    """The text of a small file; empty where there is none."""
    try:
        with open(os.path.join(*path), "rb") as file:
            return file.read(LIMIT).decode("utf-8-sig", "replace")
    except (OSError, ValueError):
        return ""


def _remote(root: str) -> str:
    """Where a checkout comes from, as its configuration says: `origin`, or else its first remote."""
    folder = os.path.join(root, ".git")
    if os.path.isfile(folder):
        folder = os.path.join(root, _text(folder).partition("gitdir:")[2].strip())
        folder = os.path.join(folder, _text(folder, "commondir").strip())
    name = ""
    remotes: dict[str, str] = {}
    for line in _text(folder, "config").splitlines():
        section, url = _SECTION.fullmatch(line), _URL_LINE.match(line)
        if line.lstrip().startswith("["):
            name = section[1] if section else ""
        elif name and url:
            remotes.setdefault(name, url[1])
    return remotes.get("origin") or next(iter(remotes.values()), "")


def web_address(remote: str) -> str:
    """The page of a repository, by any address it is fetched from, without user, password and query; empty where it has none."""
    short, colon, rest = remote.partition(":")
    if colon and short in SHORT:
        remote = f"https://{SHORT[short]}/{rest}"
    match, scheme, port = _ADDRESS.fullmatch(remote), "https", ""
    if match is not None:
        host, path = match[2], match[4]
        if match[1].lower() in ("http", "https"):
            scheme, port = match[1].lower(), match[3] or ""
    else:
        match = _SCP.fullmatch(remote)
        if match is None:
            return ""
        host, path = match[1], match[2]
    path = path.strip("/").removesuffix(".git")
    address = f"{scheme}://{host.lower()}{port}/{path}"
    return address if path and is_valid("url", address) else ""


def _manifests(folder: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for name in MANIFESTS:
        values = _values(folder, name)
        for key, value in (_javascript(values) if name == "package.json" else _tables(values)) if values else ():
            kept = _plain(key, value)
            if kept:
                found.setdefault(key, kept)
    return found


def _values(folder: str, name: str) -> Mapping[str, object]:
    text = _text(folder, name)
    try:
        if not text:
            return {}
        if name.endswith(".json"):
            from json import loads

            values = loads(text)
        else:
            from tomllib import loads as loads_toml

            values = loads_toml(text)
    except (ValueError, RecursionError):
        return {}
    return values if isinstance(values, dict) else {}


def _plain(name: str, value: object) -> str:
    """A value as one line; empty where it is not what a label of that name holds."""
    text = " ".join(value.split()) if isinstance(value, str) else ""
    if name == "source":
        return web_address(text)
    if name in ("url", "documentation"):
        return text if is_valid("url", text) and "@" not in text and text.startswith(("http://", "https://")) else ""
    return text if text.isprintable() and (name != "licenses" or is_license(text)) else ""


def _javascript(values: Mapping[str, object]) -> Iterator[tuple[str, object]]:
    repository = values.get("repository")
    if isinstance(repository, dict):
        repository = repository.get("url")
    if isinstance(repository, str) and repository.count("/") == 1 and ":" not in repository:
        repository = f"github:{repository}"
    yield "title", values.get("name")
    yield "description", values.get("description")
    yield "licenses", values.get("license")
    yield "url", values.get("homepage")
    yield "source", repository


def _tables(values: Mapping[str, object]) -> Iterator[tuple[str, object]]:
    """The tables `project` and `tool.poetry` of a `pyproject.toml`, `package` of a `Cargo.toml`."""
    tool = values.get("tool")
    for table in (values.get("project"), tool.get("poetry") if isinstance(tool, dict) else None, values.get("package")):
        if not isinstance(table, dict):
            continue
        license_ = table.get("license")
        addresses = table.get("urls")
        yield "title", table.get("name")
        yield "description", table.get("description")
        yield "licenses", license_.get("text") if isinstance(license_, dict) else license_
        for name, address in (*table.items(), *(addresses.items() if isinstance(addresses, dict) else ())):
            if name.lower() in NAMES:
                yield NAMES[name.lower()], address


def _license(folder: str) -> str:
    """The identifier of the licence in a folder; of several in files of their own, any of them will do."""
    try:
        names = sorted(os.listdir(folder))
    except OSError:
        return ""
    stems = {name: name.lower().removesuffix(".md").removesuffix(".txt").removesuffix(".rst") for name in names}
    whole = [name for name in names if stems[name] in LICENSES]
    parts = [name for name in names if stems[name].startswith(("license-", "licence-", "license.", "licence."))]
    found = [identified(_text(folder, name)) for name in whole[:1] or parts[:4]]
    return " OR ".join(dict.fromkeys(found)) if all(found) else ""


def identified(text: str) -> str:
    """The identifier of the licence whose text this is; empty where it is none that is known, or more than one."""
    said = _IDENTIFIER.search(text)
    if said is not None and is_license(said[1].strip()):
        return said[1].strip()
    plain = _BLANKS.sub(" ", text).lower().replace("\u201c", '"').replace("\u2018", "'").replace("\u2019", "'")
    found = [name for name, must, must_not in PHRASES if all(one in plain for one in must) and not any(one in plain for one in must_not)]
    return found[0] if len(found) == 1 else ""


def _security_txt(folders: list[str]) -> str:
    """What a `security.txt` gives: its own address, else that of the policy, else whom it names."""
    for folder in folders:
        for name in SECURITY_TXT:
            fields = {match[1].lower(): match[2] for match in map(_FIELD.match, _text(folder, name).splitlines()) if match}
            for field in ("canonical", "policy", "contact"):
                if is_valid("url", fields.get(field, "")):
                    return fields[field]
    return ""


def _policy(root: str, remote: str) -> str:
    """Where the security policy of a checkout can be read."""
    host = remote.partition("://")[2].partition("/")[0]
    name = next((one for one in POLICIES if os.path.isfile(os.path.join(root, one))), "") if host in PAGES else ""
    return f"{remote}/{PAGES[host]}/{name}" if name else ""
