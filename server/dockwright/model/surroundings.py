"""What is known of a Dockerfile besides its text: given by whoever asks the engine, asked for where a rule needs it."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from dockwright.model.context import Context
    from dockwright.model.facts import Teller
    from dockwright.model.project import Project
    from dockwright.model.remarks import Verdicts

    Contexts = Callable[[Sequence[str]], Context | None]


class Surroundings:
    """What lies around a Dockerfile, as far as the caller can tell. A rule that needs what is not known is silent.

    The answers are at hand, or cheap to find on this machine: nothing here waits for a network. Each is asked for once per check.
    `verdicts` gives what ShellCheck says about a shell text, or None where that is not known yet; without it ShellCheck is left out.
    `image` tells what an image says of itself, or None where that is not known; without it nobody has asked a registry.
    `project` reads what the project says of itself; it is called at most once.
    `context` gives the build context, or None where it is not known, for the paths that COPY and ADD take from it. It is only asked
    where there are such paths.
    """

    __slots__ = ("_project", "_read_project", "context", "image", "verdicts")

    def __init__(
        self,
        *,
        verdicts: Verdicts | None = None,
        image: Teller | None = None,
        project: Callable[[], Project] | None = None,
        context: Contexts | None = None,
    ) -> None:
        self.verdicts = verdicts
        self.image = image
        self.context = context
        self._read_project = project
        self._project: Project | None = None

    @property
    def project(self) -> Project | None:
        """What the project says of itself; None where nobody can look."""
        if self._project is None and self._read_project is not None:
            self._project = self._read_project()
        return self._project

    def with_ignore_file(self, path: str, text: str) -> Surroundings:
        """The same, once the ignore file of the context is this."""
        ask = self.context
        if ask is None:
            return self

        def asked(paths: Sequence[str]) -> Context | None:
            from dockwright.model.ignorefile import IgnoreFile

            found = ask(paths)
            return found.with_ignore(IgnoreFile(text, path)) if found and found.ignore_path == path else found

        return Surroundings(verdicts=self.verdicts, image=self.image, project=self._read_project, context=asked)


NOTHING = Surroundings()
