"""The words of a text while it is read: blanks that are not quoted end one."""

from __future__ import annotations

from dockwright.patterns import pattern

SPACES = "\t\n\v\f\r \x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000"
_RUN = pattern(f"([{SPACES}]+)|[^{SPACES}]+")


class Gathered:
    """Collects words: blanks that are not quoted end one."""

    __slots__ = ("done", "parts", "starts")

    def __init__(self) -> None:
        self.done: list[str] = []
        self.starts: list[int] = []
        self.parts: list[str] = []

    def forget(self) -> None:
        """BuildKit loses the start of a word when it reads the text behind a modifier in it."""
        self.parts.clear()

    def bare(self, text: str, at: int) -> None:
        """Add text from offset `at` that is not quoted."""
        for match in _RUN.finditer(text):
            if match[1] is None:
                self.raw(match[0], at + match.start())
            else:
                self.finish()

    def raw(self, text: str, at: int) -> None:
        """Add text from offset `at` to the word, blanks and all."""
        if not text:
            return
        if not self.parts:
            self.starts[len(self.done) :] = [at]
        self.parts.append(text)

    def finish(self) -> list[str]:
        """End the last word; all of them."""
        if self.parts:
            self.done.append("".join(self.parts))
            self.parts.clear()
        return self.done
