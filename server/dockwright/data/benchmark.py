"""The controls of section 4 of the CIS Docker Benchmark, which is about images and how they are built; in our own words."""

from __future__ import annotations

from dockwright.text import NamedTuple

NAME = "CIS Docker Benchmark, section 4: images and how they are built"


class Control(NamedTuple):
    """One control. `decided`: a Dockerfile without a finding passes; otherwise only somebody who does the `action` can tell.

    `limit` is what the file cannot say, `action` what to do about that.
    """

    id: str
    title: str
    asks: str
    decided: bool
    limit: str
    action: str


CONTROLS = (
    Control(
        "4.1",
        "Containers run as a user of their own",
        "The image names a user that is not root, so that whoever breaks out of the application has no rights to start with.",
        True,
        "Whoever starts a container can choose another user.",
        "Refuse root where containers are started too: runAsNonRoot in Kubernetes, user namespaces in the Docker daemon.",
    ),
    Control(
        "4.2",
        "Base images come from a source that is trusted",
        "Every image that a build starts from is one that you have chosen: from a registry you trust, by a tag or digest that stays.",
        False,
        "A Dockerfile does not say whom you trust.",
        "Name the registries under trusted-registries in dockwright.toml, and pin what comes from them with dockwright pin.",
    ),
    Control(
        "4.3",
        "Images hold nothing that is not needed",
        "Packages, tools and sources that the application does not use at run time are left out: each is one more thing to attack.",
        False,
        "Whether the application needs a package, its Dockerfile cannot tell.",
        "List what is in the built image (docker sbom, or syft) and take out what nobody can name a use for.",
    ),
    Control(
        "4.4",
        "Images are scanned, and rebuilt when there are patches",
        "Known vulnerabilities in an image are found, and mended by building it again on a patched base.",
        False,
        "When an image was last built and scanned is not written in its Dockerfile.",
        "Scan what is in your registry on a schedule (trivy, grype, docker scout) and rebuild with docker build --pull --no-cache.",
    ),
    Control(
        "4.5",
        "Pulled images are checked for who made them",
        "What is pulled carries a signature, and an image without a valid one is refused.",
        False,
        "Whether signatures are checked is set up where images are pulled. Docker's own content trust is being retired.",
        "Sign with cosign or notation, and refuse unsigned images by an admission policy of the cluster or in the pipeline.",
    ),
    Control(
        "4.6",
        "Containers tell whether they are healthy",
        "The image says how to find out whether the application in it still works, so that a broken container is replaced.",
        True,
        "A base image may bring a check that fits; Kubernetes reads none of them and has probes of its own.",
        "Where an orchestrator's probes do this, say so in an ignore comment with the reason.",
    ),
    Control(
        "4.7",
        "Package lists are updated in the step that installs",
        "An update in a step of its own is cached: later builds install from old lists, without the patches since then.",
        True,
        "An update inside a script that the build runs is not seen.",
        "Look through the scripts that RUN calls for updates of their own.",
    ),
    Control(
        "4.8",
        "Programs that lend privileges are taken out",
        "Files with a setuid or setgid bit run as their owner, whoever starts them; the image has none that it can do without.",
        False,
        "Which such files the base image and its packages bring can only be seen in the built image.",
        "Run find / -xdev -perm /6000 -type f in a container, and take the bits away with chmod a-s in the last stage.",
    ),
    Control(
        "4.9",
        "Local files are brought in with COPY",
        "ADD also downloads and unpacks, so that what gets into the image depends on more than the line says.",
        True,
        "",
        "",
    ),
    Control(
        "4.10",
        "No secrets in the Dockerfile or in the layers it makes",
        "Passwords, keys and tokens are neither written in the file nor left in the image: whoever can pull it would have them.",
        True,
        "Secrets are known by the form that providers give them and by the names they go by, and files of the build context by "
        "their names; one that looks like nothing is missed.",
        "Pass secrets with RUN --mount=type=secret, keep them out of the context with .dockerignore, and scan the repository's history.",
    ),
    Control(
        "4.11",
        "Only packages that have been verified are installed",
        "What is installed comes over an authenticated connection, with its signature or its checksum checked.",
        True,
        "What a script that the build runs downloads by itself is not seen.",
        "Look through the scripts that RUN calls for downloads of their own.",
    ),
    Control(
        "4.12",
        "Signed artifacts are validated before they are used",
        "Where what goes into an image is signed, the signature is checked against a key that you trust before the build uses it.",
        False,
        "Which artifacts are signed, and whose key is the right one, a Dockerfile does not say.",
        "Verify signatures in the pipeline before the build (cosign verify, gpg --verify), and fail it where one is wrong.",
    ),
)
"""Every control of the section, in its order."""
