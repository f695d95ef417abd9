from dockwright.rules import INFO, SAFE, WARNING, Context, Findings, rule
from dockwright.shell.packages import PackageCommand
from dockwright.shell.requirements import Package


@rule(severity=INFO, fix=SAFE, since="0.1")
def duplicate_package(call: PackageCommand, ctx: Context) -> Findings:
    """A package named twice in one install.

    Long lists gather duplicates. They do no harm but hide what a list holds.

    ```dockerfile
    FROM debian:12
    RUN apt-get update && apt-get install -y curl git curl
    #                                                 ^^^^ curl is named twice: delete one
    ```

    ```dockerfile fixed
    FROM debian:12
    RUN apt-get update && apt-get install -y curl git
    ```

    The fix is safe: the list stays the same. Two versions of one package are a
    contradiction, and which one is meant only you can tell:

    ```dockerfile
    FROM python:3.13
    RUN pip install flask==3.0 'flask>=3.1'
    #                          ^^^^^^^^^^^^ flask is named with another version before: keep one
    ```

    See the manual of the package manager.
    """
    if call.action != "install" or len(call.packages) < 2:
        return
    seen: dict[str, Package] = {}
    names: dict[str, Package] = {}
    for package in call.packages:
        if package.word.value in seen and package.kind != "variable":
            edit = ctx.delete_argument(package.word)
            fix = ctx.fix(f"Delete the second {package.name}", edit) if edit else None
            yield ctx.finding(package.word, f"{package.name} is named twice: delete one", fix)
        elif _differs(package, names.get(package.name)):
            yield ctx.finding(package.word, f"{package.name} is named with another version before: keep one", severity=WARNING)
        seen[package.word.value] = names[package.name] = package


def _differs(package: Package, other: Package | None) -> bool:
    """Whether two words ask for one package in different versions; `kernel-5 kernel-6` of dnf may well be two packages."""
    if other is None or package.kind != "name" or other.kind != "name" or "-" in (package.operator, other.operator):
        return False
    return (package.operator, package.version) != (other.operator, other.version)
