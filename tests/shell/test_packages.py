"""What package managers are told to do."""

from __future__ import annotations

import pytest

from dockwright.shell.commands import parse
from dockwright.shell.package_tables import NOT_PACKAGES, TOOLS, VERBS, actions
from dockwright.text import IDENTITY


@pytest.mark.parametrize(
    "source, expected",
    [
        ("apt-get -qq update", "apt-get apt update(update):"),
        ("apt-get install -y -t stable -o A=b curl=7.1 vim/sid ./x.deb g++ a:amd64", "apt-get apt install(install):"
            " name curl=7.1, name vim/sid, path ./x.deb, name g++, name a:amd64"),
        ('apt-get install $PKG "x=$V" task^', "apt-get apt install(install): variable $PKG, name x=$V, group task"),
        ("sudo apt full-upgrade", "apt apt full-upgrade(dist-upgrade):"),
        ("apt-get $OPTS purge x", "apt-get apt purge(remove): name x"),
        ("apt-get -y", "apt-get apt ():"),
        ("apk add --no-cache -t .build a=1-r0 'b>1' c~=2 d@edge e.apk", "apk apk add(install):"
            " name a=1-r0, name b>1, name c~=2, name d, path e.apk"),
        ("apk --no-cache --virtual .x add a", "apk apk add(install): name a"),
        ("dnf -y install a-1.2-3 java-1.8.0-openjdk gcc-c++ @dev 'b >= 2' c-1:2.3", "dnf rpm install(install):"
            " name a-1.2-3, name java-1.8.0-openjdk, name gcc-c++, group dev, name b>=2, name c-1:2.3"),
        ("dnf install -y https://x/y.rpm nginx-$V", "dnf rpm install(install): url https://x/y.rpm, name nginx-$V"),
        ("dnf module install nodejs:18", "dnf rpm module install(install): name nodejs:18"),
        ("yum groupinstall 'Development Tools'", "yum rpm groupinstall(install): group Development Tools"),
        ("yum group install x", "yum rpm group install(install): group x"),
        ("microdnf update", "microdnf rpm update(upgrade):"),
        ("yum clean all", "yum rpm clean(clean):"),
        ("zypper -n in -t pattern devel", "zypper zypper in(install): group devel"),
        ("zypper in -y 'a>=1' b=2 perl-x-1", "zypper zypper in(install): name a>=1, name b=2, name perl-x-1"),
        ("zypper dup", "zypper zypper dup(dist-upgrade):"),
        ("pacman -Syu --noconfirm a", "pacman pacman -Syu(install): name a"),
        ("pacman -Syu", "pacman pacman -Syu(upgrade):"),
        ("pacman --noconfirm -Sy", "pacman pacman -Sy(update):"),
        ("pacman -Scc", "pacman pacman -Scc(clean):"),
        ("pacman -R a", "pacman pacman -R(remove): name a"),
        ("pip install --no-cache-dir -r x.txt -i http://y 'a[b]>=1,<2; python_version<\"3\"' c==1 .", "pip pip install(install):"
            " name a>=1,<2, name c==1, path ."),
        ("python3.11 -m pip --quiet install -U pip", "pip pip install(install): name pip"),
        ("python -I -mpip install a", "pip pip install(install): name a"),
        ("python -m venv pip", None),
        ("pip3.9 install -e ./a git+https://x/y@v1#egg=z 'b[c] @ https://x/b.whl'", "pip pip install(install):"
            " vcs git+https://x/y@v1#egg=z@v1, url b, path ./a"),
        ("pip install 'a @ git+https://x/y@v2' b.whl $X c==$V", "pip pip install(install):"
            " vcs a@v2, path b.whl, variable $X, name c==$V"),
        ("pip cache purge", "pip pip cache purge(clean):"),
        ("uv pip install --system -p 3.12 a==1", "uv uv pip install(install): name a==1"),
        ("uv sync --frozen", "uv uv sync(install):"),
        ("uv tool install ruff@0.1", "uv uv tool install(install): name ruff@0.1"),
        ("uvx black --check .", "uvx uv (run): name black"),
        ("pipx inject a b==1", "pipx pipx inject(install): name b==1"),
        ("poetry install --only main", "poetry poetry install(install):"),
        ("npm install -g @s/a@1 b --registry http://x ./c o/r d@latest", "npm npm install(install):"
            " name @s/a@1, name b, path ./c, vcs o/r, name d@latest"),
        ("npm --prefix app ci --omit dev", "npm npm ci(install):"),
        ("npm i git+https://x/y.git#v1 https://x/z.tgz", "npm npm i(install): vcs git+https://x/y.git#v1#v1, url https://x/z.tgz"),
        ("npm cache clean --force", "npm npm cache clean(clean):"),
        ("npm run build", "npm npm run():"),
        ("npx -y -p x cowsay@1 --y z", "npx npm (run): name cowsay@1"),
        ("yarn", "yarn yarn (install):"),
        ("yarn --cwd app install --frozen-lockfile", "yarn yarn install(install):"),
        ("yarn global add a@1", "yarn yarn global add(install): name a@1"),
        ("yarn workspace w add b", "yarn yarn add(install): name b"),
        ("pnpm --filter w add -g c", "pnpm pnpm add(install): name c"),
        ("pnpm dlx a@1 b", "pnpm pnpm dlx(run): name a@1"),
        ("bun pm cache rm", "bun bun pm cache rm(clean):"),
        ("corepack prepare pnpm@8 --activate", "corepack corepack prepare(install): name pnpm@8"),
        ("gem install -N a:1.2 b -v 3 -- --with-c", "gem gem install(install): name a:1.2, name b"),
        ("bundle install --without test", "bundle bundle install(install):"),
        ("go install -tags x example.com/a@v1 ./b", "go go install(install): name example.com/a@v1, path ./b"),
        ("go run example.com/a@v1 b", "go go run(run): name example.com/a@v1"),
        ("go mod download -x", "go go mod download(download):"),
        ("cargo +nightly install --version 1 a b@2", "cargo cargo install(install): name a, name b@2"),
        ("cargo build --release", "cargo cargo build():"),
        ("composer global require 'a/b:^1'", "composer composer global require(install): name a/b:^1"),
        ("php -d x=1 composer.phar install", None),
        ("php composer.phar install --no-dev", "composer composer install(install):"),
        ("conda install -y -c forge a=1 'b>=2'", "conda conda install(install): name a=1, name b>=2"),
        ("micromamba env create -f x.yml", "micromamba conda env create(install):"),
        ("conda clean -afy", "conda conda clean(clean):"),
        ("dotnet tool install -g x --version 1", "dotnet dotnet tool install(install): name x"),
        ("echo apt-get install x", None),
        ("apt-get-x install", None),
    ],
)  # fmt: skip
def test_reading(source: str, expected: str | None) -> None:
    found = parse(source, "posix", IDENTITY).commands[0].package
    if found is None:
        assert expected is None
        return
    packages = ", ".join(f"{package.kind} {package.name}{package.operator}{package.version}" for package in found.packages)
    shown = f"{found.tool} {found.family} {' '.join(found.path)}({found.action}): {packages}".strip()
    assert shown == expected
    assert found.verb is None or found.verb.value == found.path[-1]


def test_the_word_of_a_module() -> None:
    source = "sudo python3 -m pip install a"
    found = parse(source, "posix", IDENTITY).commands[0].package
    assert found is not None
    assert found.verb is not None
    assert (source[slice(*found.word.span)], source[slice(*found.verb.span)]) == ("pip", "install")


def test_commands_in_powershell() -> None:
    found = parse("choco install -y git; npm install -g a@1", "powershell", IDENTITY).commands
    assert [[package.name for package in command.package.packages] for command in found if command.package] == [["git"], ["a"]]


def test_tables() -> None:
    assert set(TOOLS.values()) <= {*VERBS, "pacman"}
    for family, verbs in VERBS.items():
        assert sum(len(words.split()) for words in verbs.values()) == len(actions(family)), family
    for text in NOT_PACKAGES:
        family, _, verb = text.partition(" ")
        assert verb in actions(family), text
