"""Put the engine and the pure Python libraries it needs into `bundled/`, so that one .vsix serves every platform."""

import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parent
TARGET = HERE / "bundled"
LIBRARIES = ["pygls>=2.1", "lsprotocol>=2025.0.0", "dockerfile-parse>=2.0.1", "httpx>=0.27", "PyYAML>=6"]


def main():
    shutil.rmtree(TARGET, ignore_errors=True)
    subprocess.check_call([sys.executable, "-m", "pip", "install", "--quiet", "--target", str(TARGET), "--no-compile", *LIBRARIES])
    shutil.copytree(ROOT / "server/dockwright", TARGET / "dockwright", ignore=shutil.ignore_patterns("__pycache__", "dev.py"))
    for path in [*TARGET.rglob("*.so"), *TARGET.rglob("*.pyd"), *TARGET.glob("**/__pycache__"), TARGET / "bin"]:
        shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)
    check = "import dockwright.engine, pygls.lsp.server, httpx, yaml, dockerfile_parse"
    subprocess.check_call([sys.executable, "-I", "-S", "-c", f"import sys; sys.path.insert(0, {str(TARGET)!r}); {check}"])
    size = sum(path.stat().st_size for path in TARGET.rglob("*") if path.is_file())
    print(f"bundled {size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
