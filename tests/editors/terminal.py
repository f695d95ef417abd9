"""A terminal without a screen for editors that need one, kept by tmux."""

from __future__ import annotations

import subprocess
import time
from pathlib import Path

from editors import machine


class Terminal:
    """A program in a terminal: its keys and what it shows."""

    def __init__(self, folder: Path, command: list[str], width: int = 130, height: int = 30) -> None:
        self._tmux = [_program(), "-S", str(folder / "tmux"), "-f", "/dev/null"]
        self._run("new-session", "-d", "-x", str(width), "-y", str(height), *command)
        self._run("set-option", "-s", "escape-time", "0")

    def _run(self, *words: str) -> str:
        return subprocess.run([*self._tmux, *words], check=True, capture_output=True, text=True, timeout=20).stdout

    def screen(self) -> str:
        """What is shown."""
        return self._run("capture-pane", "-p")

    def keys(self, *keys: str) -> None:
        """Press keys by their names in tmux, such as `Enter`."""
        for key in keys:
            self._run("send-keys", key)
            time.sleep(0.1)

    def type(self, text: str) -> None:
        """Type a text."""
        self._run("send-keys", "-l", text)
        time.sleep(0.1)

    def wait(self, text: str, seconds: float = 30) -> str:
        """Wait until a text is shown."""
        end = time.monotonic() + seconds
        while text not in (shown := self.screen()):
            assert time.monotonic() < end, f"{text!r} is not shown:\n{shown}"
            time.sleep(0.1)
        return shown

    def close(self) -> None:
        """End the program, whatever it is doing."""
        subprocess.run([*self._tmux, "kill-server"], capture_output=True, timeout=20, check=False)


def _program() -> str:
    try:
        return machine.tool("tmux")
    except machine.Missing:
        machine.install("tmux")
        return machine.tool("tmux")
