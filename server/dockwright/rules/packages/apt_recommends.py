from dockwright.model.tooling import apt_option, apt_setting
from dockwright.rules import INFO, UNSAFE, Context, Findings, rule
from dockwright.shell.packages import PackageCommand

SETTING = "APT::Install-Recommends"


@rule(
    severity=INFO,
    fix=UNSAFE,
    aliases=("DL3015", "DS-0029"),
    refs=("CIS-4.3", "CWE-1104"),
    profiles=("security", "hadolint", "cis"),
    commands=("apt-get", "apt", "aptitude"),
    options={"stages": "shipped", "calls": ()},
    profile_options={
        **{name: {"stages": "all"} for name in ("strict", "security", "cis")},
        "hadolint": {"stages": "all", "calls": ("apt-get install",)},
    },
    since="0.1",
)
def apt_recommends(call: PackageCommand, ctx: Context) -> Findings:
    """apt install that pulls in recommended packages.

    Recommended packages are what most people with a desktop would want, too:
    they can double the size of an image and bring code that nobody looks after.

    ```dockerfile
    FROM debian:12
    RUN apt-get update && apt-get install -y git
    #                             ^^^^^^^ recommended packages come along: add --no-install-recommends
    ```

    ```dockerfile fixed
    FROM debian:12
    RUN apt-get update && apt-get install --no-install-recommends -y git
    ```

    The fix is unsafe: something may rely on a recommended package, such as
    `ca-certificates` with `curl`. Name those that are needed. A setting of apt
    counts, and so does one written earlier:

    ```dockerfile
    FROM debian:12
    RUN apt-get install -y -o APT::Install-Recommends=false git
    RUN echo 'APT::Install-Recommends "0";' > /etc/apt/apt.conf.d/99-recommends
    RUN apt-get install -y curl
    ```

    The option `calls` narrows the rule to some calls, such as `apt-get
    install`.

    See [apt-get](https://docs.docker.com/build/building/best-practices/#apt-get).
    """
    arguments = call.arguments
    if call.verb is None or call.action != "install" or arguments.has("--no-install-recommends", "--without-recommends"):
        return
    if arguments.has("--install-recommends", "--with-recommends") or (arguments.has("-R") and call.tool == "aptitude"):
        return
    said = apt_option([option.value for option in arguments.all("-o", "--option")], SETTING)
    if said is False or not ctx.counts(ctx.options["stages"]) or not call.is_one_of(ctx.options["calls"]):
        return
    if apt_setting(ctx.document, ctx.instruction, call.command, SETTING) is False:
        return
    switch = "--without-recommends" if call.tool == "aptitude" else "--no-install-recommends"
    fix = ctx.fix(f"Add {switch}", ctx.word_after(call.verb, switch))
    yield ctx.finding(call.verb, f"recommended packages come along: add {switch}", fix)
