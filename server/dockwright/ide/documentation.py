"""What each instruction, flag, mount and directive does, in a few lines of our own, with a link to the manual.

The facts are those of the Dockerfile reference, whose sections the links name.
"""

from __future__ import annotations

from dockwright.text import NamedTuple

MANUAL = "https://docs.docker.com/reference/dockerfile/#"
PLATFORM_URL = MANUAL + "automatic-platform-args-in-the-global-scope"


class Entry(NamedTuple):
    """What a thing does. `forms` are the ways to write it; each part is a parameter. `values` are what it may be set to."""

    text: str
    anchor: str
    forms: tuple[tuple[str, ...], ...] = ()
    values: tuple[str, ...] = ()

    @property
    def url(self) -> str:
        """The section of the manual."""
        return MANUAL + self.anchor


_FILES = ("[--chown=<user>[:<group>]]", "[--chmod=<mode>]", "[--link]", "[--exclude=<pattern>]")
_COMMAND = (("<command>",), ('["<executable>",', '"<argument>"...]'))
_BOOLEAN = ("true", "false")

INSTRUCTIONS = {
    "ADD": Entry(
        "Copies files into the image like COPY, and besides fetches URLs, clones git repositories and unpacks local tar archives. "
        "For plain files COPY says more clearly what happens.",
        "add",
        (("[--checksum=<digest>]", "[--keep-git-dir]", *_FILES, "<source>...", "<destination>"),),
    ),
    "ARG": Entry(
        "Declares a variable that exists only while the image is built; `--build-arg` sets it. Before the first FROM it is known to "
        "FROM lines only; a stage that wants it declares it again. It is no place for secrets: the history of the image shows it.",
        "arg",
        (("<name>[=<default>]...",),),
    ),
    "CMD": Entry(
        "What a container runs, or the arguments it gives to ENTRYPOINT, unless `docker run` names something else. Only the last "
        "one counts. "
        "As a JSON array the program is started directly and gets signals; as text a shell stands between.",
        "cmd",
        _COMMAND,
    ),
    "COPY": Entry(
        "Copies files from the build context, or with `--from` from a stage or another image, into the image. A destination that "
        "ends with a "
        "slash is a folder; several sources need one.",
        "copy",
        (("[--from=<stage|image>]", "[--parents]", *_FILES, "<source>...", "<destination>"),),
    ),
    "ENTRYPOINT": Entry(
        "The program a container runs; CMD or the arguments of `docker run` are added to it. As text it runs below a shell, gets "
        "no signals "
        "and takes no arguments.",
        "entrypoint",
        _COMMAND,
    ),
    "ENV": Entry(
        "Sets variables for the rest of the stage, for stages built from it, and for containers.",
        "env",
        (("<name>=<value>...",),),
    ),
    "EXPOSE": Entry(
        "Says on which ports the program listens, TCP unless `/udp` is added. It publishes nothing: that is `docker run -p`.",
        "expose",
        (("<port>[/<protocol>]...",),),
    ),
    "FROM": Entry(
        "Begins a stage from an image, from an earlier stage, or from nothing (`scratch`). The last stage is what is built unless "
        "`--target` names another.",
        "from",
        (("[--platform=<platform>]", "<image>", "[AS <name>]"),),
    ),
    "HEALTHCHECK": Entry(
        "A command that tells whether a container still works: status 0 is healthy, 1 is not. `NONE` switches off what the base image has.",
        "healthcheck",
        (
            ("[--interval=<time>]", "[--timeout=<time>]", "[--start-period=<time>]", "[--retries=<number>]", "CMD", "<command>"),
            ("NONE",),
        ),
    ),
    "LABEL": Entry(
        "Adds metadata to the image as pairs of name and value. Names that others read begin with a domain turned round, as in "
        "`org.opencontainers.image.source`.",
        "label",
        (("<name>=<value>...",),),
    ),
    "MAINTAINER": Entry(
        "Names the author of the image. Deprecated: `LABEL org.opencontainers.image.authors` does the same.",
        "maintainer-deprecated",
        (("<name>",),),
    ),
    "ONBUILD": Entry(
        "Keeps an instruction for later: it runs when another image is built FROM this one.",
        "onbuild",
        (("<instruction>",),),
    ),
    "RUN": Entry(
        "Runs a command in a new layer on top of the image so far. What it leaves in the file system becomes part of the image.",
        "run",
        (
            ("[--mount=<mount>]", "[--network=<network>]", "[--security=<mode>]", "<command>"),
            ('["<executable>",', '"<argument>"...]'),
            ("<<<marker>",),
        ),
    ),
    "SHELL": Entry(
        "The shell that reads RUN, CMD and ENTRYPOINT where they are text, from here on. The default is `/bin/sh -c`, on Windows "
        "`cmd /S /C`.",
        "shell",
        (('["<executable>",', '"<argument>"...]'),),
    ),
    "STOPSIGNAL": Entry(
        "The signal that asks a container to stop, by name or number; SIGTERM unless the image says otherwise.",
        "stopsignal",
        (("<signal>",),),
    ),
    "USER": Entry(
        "The user, and perhaps the group, that later RUN instructions and the container run as. A number needs no entry in `/etc/passwd`.",
        "user",
        (("<user>[:<group>]",),),
    ),
    "VOLUME": Entry(
        "Marks folders whose content is kept outside the container. What later instructions change there may be lost.",
        "volume",
        (("<path>...",), ('["<path>"...]',)),
    ),
    "WORKDIR": Entry(
        "The folder in which later instructions and the container run; it is made if it is not there. A relative path starts at "
        "the one before.",
        "workdir",
        (("<path>",),),
    ),
}

_CHOWN = Entry(
    "Who the files shall belong to: names or numbers. Without it they belong to root, whatever USER says.",
    "copy---chown---chmod",
)
_CHMOD = Entry("The mode of the files: octal, as `755`, or symbolic, as `u=rwX,go=rX`.", "copy---chown---chmod")
_LINK = Entry(
    "Puts the files into a layer of their own that does not depend on those before, so it stays cached when the base image changes.",
    "copy---link",
    values=_BOOLEAN,
)
_EXCLUDE = Entry("Leaves out files that match a pattern; may be given several times.", "copy---exclude")

FLAGS: dict[tuple[str, str], Entry] = {
    ("ADD", "checksum"): Entry(
        "The digest that the fetched file, or the commit that the repository, must have.", "add---checksum", values=("sha256:",)
    ),
    ("ADD", "chmod"): _CHMOD,
    ("ADD", "chown"): _CHOWN,
    ("ADD", "exclude"): _EXCLUDE,
    ("ADD", "keep-git-dir"): Entry("Keeps the `.git` folder of a repository that is cloned.", "add---keep-git-dir", values=_BOOLEAN),
    ("ADD", "link"): _LINK,
    ("ADD", "unpack"): Entry("Whether archives are unpacked, local or fetched.", "add---unpack", values=_BOOLEAN),
    ("COPY", "chmod"): _CHMOD,
    ("COPY", "chown"): _CHOWN,
    ("COPY", "exclude"): _EXCLUDE,
    ("COPY", "from"): Entry("The stage, the image or the named context to copy from, instead of the build context.", "copy---from"),
    ("COPY", "link"): _LINK,
    ("COPY", "parents"): Entry(
        "Keeps the folders of the sources; `/./` marks where they begin to count.", "copy---parents", values=_BOOLEAN
    ),
    ("FROM", "platform"): Entry(
        "The platform of the image where it is there for several: `linux/arm64`, or the machine's own, `$BUILDPLATFORM`.",
        "from",
        values=("$BUILDPLATFORM", "$TARGETPLATFORM", "linux/amd64", "linux/arm64", "linux/arm/v7", "windows/amd64"),
    ),
    ("HEALTHCHECK", "interval"): Entry("How long to wait between two checks; 30s unless given.", "healthcheck", values=("30s", "1m")),
    ("HEALTHCHECK", "retries"): Entry(
        "How many failures in a row make a container unhealthy; 3 unless given.", "healthcheck", values=("3",)
    ),
    ("HEALTHCHECK", "start-interval"): Entry(
        "How long to wait between two checks while the container starts; 5s unless given.", "healthcheck", values=("5s",)
    ),
    ("HEALTHCHECK", "start-period"): Entry(
        "How long a container may take to start: until then failures do not count.", "healthcheck", values=("5s", "1m")
    ),
    ("HEALTHCHECK", "timeout"): Entry("After what time a check counts as failed; 30s unless given.", "healthcheck", values=("5s", "30s")),
    ("RUN", "device"): Entry("Gives the command a device by its CDI name; `required` makes the build fail without it.", "run---device"),
    ("RUN", "mount"): Entry(
        "Makes something visible to this command alone: a folder that outlives the build, files of a stage, a secret.", "run---mount"
    ),
    ("RUN", "network"): Entry(
        "Which network the command sees: the builder's, none, or the host's, which has to be allowed.",
        "run---network",
        values=("default", "none", "host"),
    ),
    ("RUN", "security"): Entry(
        "Whether the command runs confined, or with all rights, which has to be allowed.", "run---security", values=("sandbox", "insecure")
    ),
}
REPEATABLE = frozenset(("device", "exclude", "mount"))

MOUNTS = {
    "bind": Entry("Files of the build context, of a stage or of an image, without copying them.", "run---mounttypebind"),
    "cache": Entry("A folder that is kept from build to build, such as a package manager's.", "run---mounttypecache"),
    "secret": Entry("A secret of the build, as a file or a variable; it stays out of the image.", "run---mounttypesecret"),
    "ssh": Entry("The SSH agent or keys of whoever builds.", "run---mounttypessh"),
    "tmpfs": Entry("An empty folder in memory.", "run---mounttypetmpfs"),
}

_TARGET = Entry("Where it appears.", "run---mount")
_FROM = Entry("The stage, image or named context it is taken from.", "run---mount")
_SOURCE = Entry("The path in what it is taken from; its root unless given.", "run---mount")
_MODE = Entry("The mode of it, octal.", "run---mount")
_UID = Entry("The number of the user it belongs to.", "run---mount")
_GID = Entry("The number of the group it belongs to.", "run---mount")
_REQUIRED = Entry("Makes the build fail where it is not given.", "run---mount", values=_BOOLEAN)
_READ_ONLY = Entry("Allows no writing.", "run---mount", values=_BOOLEAN)
_READ_WRITE = Entry("Allows writing; what is written is thrown away.", "run---mount", values=_BOOLEAN)

MOUNT_OPTIONS: dict[str, dict[str, Entry]] = {
    "bind": {"target": _TARGET, "source": _SOURCE, "from": _FROM, "rw": _READ_WRITE},
    "cache": {
        "target": _TARGET,
        "id": Entry("The name under which it is kept; the target unless given.", "run---mounttypecache"),
        "sharing": Entry(
            "What happens when two builds want it: both write (`shared`), each gets its own (`private`), one waits (`locked`).",
            "run---mounttypecache",
            values=("shared", "private", "locked"),
        ),
        "from": _FROM,
        "source": _SOURCE,
        "mode": _MODE,
        "uid": _UID,
        "gid": _GID,
        "ro": _READ_ONLY,
    },
    "secret": {
        "id": Entry("The name the secret is given to the build under.", "run---mounttypesecret"),
        "target": Entry("The file it appears as; `/run/secrets/` and its id unless given.", "run---mounttypesecret"),
        "env": Entry("The variable it appears as, instead of a file.", "run---mounttypesecret"),
        "required": _REQUIRED,
        "mode": _MODE,
        "uid": _UID,
        "gid": _GID,
    },
    "ssh": {
        "id": Entry("Which agent socket or key; `default` unless given.", "run---mounttypessh"),
        "target": Entry("Where the agent's socket appears.", "run---mounttypessh"),
        "required": _REQUIRED,
        "mode": _MODE,
        "uid": _UID,
        "gid": _GID,
    },
    "tmpfs": {"target": _TARGET, "size": Entry("How much it may hold.", "run---mounttypetmpfs")},
}
MOUNT_ALIASES = {"dst": "target", "destination": "target", "src": "source", "readwrite": "rw", "readonly": "ro"}

DIRECTIVES = {
    "syntax": Entry(
        "The version of the Dockerfile language, as an image that reads it.",
        "syntax",
        values=("docker/dockerfile:1", "docker/dockerfile:1-labs"),
    ),
    "escape": Entry(
        "The character that continues lines: a backtick where paths are written with backslashes.", "escape", values=("`", "\\")
    ),
    "check": Entry(
        "What `docker build --check` leaves out, and whether it fails on what it finds.",
        "check",
        values=("skip=all", "skip=", "error=true"),
    ),
}

SIGNALS = ("SIGTERM", "SIGINT", "SIGQUIT", "SIGKILL", "SIGHUP", "SIGUSR1", "SIGUSR2", "SIGWINCH", "SIGRTMIN+3")

SHELLS = (
    '["/bin/bash", "-o", "pipefail", "-c"]',
    '["/bin/ash", "-eo", "pipefail", "-c"]',
    '["powershell", "-Command"]',
    '["cmd", "/S", "/C"]',
)

LABELS = {
    "org.opencontainers.image.authors": "who is responsible for the image",
    "org.opencontainers.image.base.name": "the image it is built on",
    "org.opencontainers.image.created": "when it was built, as RFC 3339 writes it",
    "org.opencontainers.image.description": "what it is for",
    "org.opencontainers.image.documentation": "where it is documented",
    "org.opencontainers.image.licenses": "the licences of what it holds, as SPDX writes them",
    "org.opencontainers.image.revision": "the commit it was built from",
    "org.opencontainers.image.source": "where its source code is",
    "org.opencontainers.image.title": "its name for people",
    "org.opencontainers.image.url": "where to find more",
    "org.opencontainers.image.vendor": "who distributes it",
    "org.opencontainers.image.version": "the version of what it holds",
}

PLATFORM_ARGS = {
    "BUILDARCH": "the architecture of the machine that builds",
    "BUILDOS": "the operating system of the machine that builds",
    "BUILDOSVERSION": "the version of the operating system of the machine that builds",
    "BUILDPLATFORM": "the platform of the machine that builds",
    "BUILDVARIANT": "the variant of the architecture of the machine that builds",
    "TARGETARCH": "the architecture that is built for",
    "TARGETOS": "the operating system that is built for",
    "TARGETOSVERSION": "the version of the operating system that is built for",
    "TARGETPLATFORM": "the platform that is built for",
    "TARGETSTAGE": "the stage that is built",
    "TARGETVARIANT": "the variant of the architecture that is built for",
}
"""Variables that every FROM knows, and every stage that declares them with ARG."""
