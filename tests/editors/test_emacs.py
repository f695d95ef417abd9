"""Emacs with Eglot and with lsp-mode, configured as docs/editors.md says."""

from __future__ import annotations

from pathlib import Path

import pytest

from editors import machine
from editors.places import here, in_debian

pytestmark = pytest.mark.skipif(not machine.MAY_SET_UP, reason="takes long: run `make editors`")

DRIVER = Path(__file__).with_name("emacs.el").read_text()


def said(place, configuration, fix, *packages):
    """What the driver says in Emacs with a configuration, by name."""
    setup = place.write("init.el", "(require 'package)\n(package-initialize)\n" + configuration)
    driver = place.write("driver.el", DRIVER)
    loads = [f"--load={place.inside(path)}" for path in (setup, driver)]
    out = place.run("emacs", "--batch", *loads, TARGET=place.inside(place.project / "Dockerfile"), FIX=fix)
    return dict(line.split(" ", 1) for line in out.splitlines() if " " in line)


@pytest.fixture(params=["here", "debian"])
def place(request, need, programs, tmp_path):
    """This machine's Emacs, and Debian's."""
    if request.param == "here":
        need(machine.emacs)
        with here(tmp_path, programs) as found:
            yield found
    else:
        need(machine.debian)
        with in_debian() as found:
            yield found


def test_eglot_shows_a_problem_and_fixes_it(place, documented):
    (place.project / "Dockerfile").write_text("FROM alpine:latest\nADD app.py /app/\n")
    seen = said(place, documented("Emacs", "elisp")[0], "action")
    assert seen["actions"].split(" | ")[0] == "Replace ADD with COPY"
    assert "error" in seen["latest-tag"]
    assert (place.project / "Dockerfile").read_text() == "FROM alpine:latest\nCOPY app.py /app/\n"


def test_eglot_fixes_on_save(place, documented):
    (place.project / "Dockerfile").write_text("FROM example/base:1.0\nADD a.py /app/\nADD b.py /app/\n")
    said(place, "\n".join(documented("Emacs", "elisp")), "save")
    assert (place.project / "Dockerfile").read_text() == "FROM example/base:1.0\nCOPY a.py /app/\nCOPY b.py /app/\n# saved\n"


@pytest.mark.parametrize("place", ["debian"], indirect=True)
def test_lsp_mode_shows_a_problem_and_fixes_it(place, documented):
    (place.project / "Dockerfile").write_text("FROM alpine:latest\nADD app.py /app/\n")
    seen = said(place, documented("Emacs with lsp-mode", "elisp")[0], "action")
    assert seen["latest-tag"] == "1"
    assert (place.project / "Dockerfile").read_text() == "FROM alpine:latest\nCOPY app.py /app/\n"


@pytest.mark.parametrize("place", ["debian"], indirect=True)
def test_lsp_mode_fixes_on_save(place, documented):
    (place.project / "Dockerfile").write_text("FROM example/base:1.0\nADD a.py /app/\nADD b.py /app/\n")
    said(place, "\n".join(documented("Emacs with lsp-mode", "elisp")), "save")
    assert (place.project / "Dockerfile").read_text() == "FROM example/base:1.0\nCOPY a.py /app/\nCOPY b.py /app/\n# saved\n"
