"""Puts the engine and the pure Python libraries it needs into `bundled/`, so that one .vsix serves every platform.

Usage: `python bundle.py [FOLDER]`. What was put there is tried with `python -I -S`, as the extension starts it.
"""

import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
LIBRARIES = [
    "pygls>=2.1",
    "lsprotocol>=2025.0.0",
    "dockerfile-parse>=2.0.1",
    "httpx>=0.27",
    "PyYAML>=6",
    "typing_extensions>=4",  # needed below Python 3.13, whichever Python this runs with
]
NATIVE = (b"\x7fELF", b"MZ", b"\xcf\xfa\xed\xfe", b"\xfe\xed\xfa\xcf", b"\xca\xfe\xba\xbe")
MODULES = "dockwright.lsp.server, dockwright.referee, httpx, yaml, dockerfile_parse"


def main(target: Path) -> None:
    shutil.rmtree(target, ignore_errors=True)
    install(target)
    shutil.copytree(ROOT / "server/dockwright", target / "dockwright", ignore=shutil.ignore_patterns("__pycache__", "dev.py"))
    shutil.copytree(ROOT / "docs/rules", target / "pages")
    shutil.copy(HERE / "launch.py", target)
    strip(target)
    check(target)
    files = [path for path in target.rglob("*") if path.is_file()]
    print(f"bundled {len(files)} files, {sum(path.stat().st_size for path in files) / 1e6:.1f} MB")


def install(target: Path) -> None:
    """Have pip unpack the libraries, without their byte code."""
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-compile", "--only-binary=:all:"]
    subprocess.check_call([*pip, "--target", str(target), *LIBRARIES])


def strip(target: Path) -> None:
    """Leave out commands, tests, and the compiled parts that libraries can do without."""
    for path in [*target.rglob("*.so"), *target.rglob("*.pyd"), *target.rglob("__pycache__"), target / "bin", target / "_yaml"]:
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)
    for record in target.glob("*.dist-info/RECORD"):
        record.unlink()


def check(target: Path) -> None:
    """Fail unless it starts on its own and nothing in it belongs to one platform."""
    python = [sys.executable, "-I", "-S", "-B"]
    subprocess.check_call([*python, "-c", f"import sys; sys.path.insert(0, {str(target)!r}); import {MODULES}"])
    subprocess.check_call([*python, str(target / "launch.py"), "--version"])
    native = [str(path) for path in target.rglob("*") if path.is_file() and path.read_bytes()[:4].startswith(NATIVE)]
    if native:
        sys.exit(f"compiled for one platform: {', '.join(native)}")


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else HERE / "bundled").resolve())
