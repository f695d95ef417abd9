from dockwright.rules import WARNING, Context, Findings, rule
from dockwright.shell.addresses import addresses
from dockwright.shell.files import Target, changes
from dockwright.shell.nodes import Command

EVERYWHERE = "/etc/apt/trusted.gpg"


@rule(severity=WARNING, refs=("CIS-4.11", "CWE-347"), profiles=("security", "cis"), since="0.1")
def apt_key(command: Command, ctx: Context) -> Findings:
    """A key that is trusted for every repository.

    `apt-key add` and `/etc/apt/trusted.gpg.d` make a key good for everything
    apt installs: whoever has it can sign a package of Debian itself. Current
    Debian and Ubuntu have no `apt-key` any more. Put the key into a file of
    its own and name that file in the one repository.

    ```dockerfile
    FROM debian:12
    RUN curl -fsSL https://example.com/key.asc | apt-key add -
    #                                            ^^^^^^^ current Debian and Ubuntu have no apt-key: use a keyring with signed-by
    RUN curl -fsSLo /etc/apt/trusted.gpg.d/app.asc https://example.com/key.asc
    #               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ this key is trusted for every repository: use /etc/apt/keyrings and signed-by
    ```

    This is how:

    ```dockerfile
    FROM debian:13
    RUN curl -fsSLo /etc/apt/keyrings/app.asc https://example.com/key.asc \\
        && echo "deb [signed-by=/etc/apt/keyrings/app.asc] https://example.com/ stable main" > /etc/apt/sources.list.d/app.list
    ```

    See [DebianRepository/UseThirdParty](https://wiki.debian.org/DebianRepository/UseThirdParty).
    """
    if command.name == "apt-key" and command.name_word is not None:
        verbs = {word.value for word in command.args}
        if not verbs.isdisjoint(("add", "adv", "fetch-keys", "update", "net-update")):
            yield ctx.finding(command.name_word, "current Debian and Ubuntu have no apt-key: use a keyring with signed-by")
    elif command.name == "rpm" and command.arguments.has("--import"):
        for word in command.arguments.operands:
            if any(address.scheme == "http" and not address.is_local for address in addresses(word)):
                yield ctx.finding(word, "this key is trusted for every package and comes over http: use https")
    elif EVERYWHERE in ctx.script.text and command.name not in ("chmod", "chown", "chgrp"):
        for target in (*changes(command), *_given(command)):
            if target.path.startswith(EVERYWHERE):
                yield ctx.finding(target, "this key is trusted for every repository: use /etc/apt/keyrings and signed-by")
                return


def _given(command: Command) -> list[Target]:
    """The keyrings that gpg writes."""
    if command.name not in ("gpg", "gpg2"):
        return []
    options = command.arguments.all("-o", "--output", "--keyring", "--primary-keyring")
    return [Target(one.value.removeprefix("gnupg-ring:"), one.value_word) for one in options if one.value and one.value_word]
