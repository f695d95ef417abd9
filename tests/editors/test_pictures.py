"""The pictures on the extension's page, taken of what they show: each scene is a test of it. `make pictures` keeps them."""

from __future__ import annotations

import pytest

from editors import machine
from editors.conftest import eventually

pytestmark = pytest.mark.skipif(not machine.MAY_SET_UP, reason="takes minutes: run `make editors`")

SOURCE = """\
FROM python:3.13-slim

ENV API_TOKEN=3f1c9a7be2d84d0c9a51
WORKDIR srv/api
ADD requirements.txt .
RUN apt-get update && apt-get install curl
RUN pip install -r requirements.txt
COPY src ./src

EXPOSE 8000
CMD python -m uvicorn src.main:app
"""
STAGES = """\
FROM node:22-slim AS assets
WORKDIR /src
COPY package.json package-lock.json ./
RUN npm ci
COPY src ./src
RUN npm run build

FROM nginx:1.29-alpine-slim
COPY --from=
"""
MARKS = ".squiggly-error, .squiggly-warning, .squiggly-info"
LOOK = {
    "editor__fontSize": 15,
    "editor__lineHeight": 23,
    "editor__renderLineHighlight": "none",
    "editor__occurrencesHighlight": "off",
    "editor__selectionHighlight": False,
    "editor__overviewRulerBorder": False,
    "editor__hideCursorInOverviewRuler": True,
    "editor__hover__delay": 200,
    "editor__wordWrap": "on",
    "editor__wrappingIndent": "indent",
    "workbench__activityBar__location": "hidden",
    "workbench__statusBar__visible": False,
    "window__density__editorTabHeight": "compact",
}


@pytest.fixture
def scene(window, tmp_path):
    """Open a project on a Dockerfile, in a window made to be looked at."""

    def make(source, width=960, height=340, **more):
        folder = tmp_path / "shop-api"
        (folder / "src").mkdir(parents=True)
        (folder / "src/main.py").write_text("app = ...\n")
        (folder / "requirements.txt").write_text("fastapi==0.116.1\nuvicorn==0.35.0\n")
        (folder / "Dockerfile").write_text(source)
        (folder / "worker.dockerfile").write_text("FROM python:latest\nADD worker.py /\nUSER nobody\n")
        view = window(folder, "Dockerfile", size=(width, height), scale=1.6, **LOOK, **more)
        view.wait(MARKS, 60)
        return view

    return make


def test_problems(scene):
    view = scene(SOURCE, height=560)
    view.press("Control+Shift+m")
    view.wait('.markers-panel .monaco-list-row:has-text("only local files are copied here")')
    view.page.click('.markers-panel .monaco-list-row:has-text("only local files are copied here")')
    view.shot("problems")


def test_the_quick_fix(scene):
    view = scene(SOURCE)
    view.click("ADD requirements")
    view.press("Home", "Control+.")
    view.wait('.action-widget .monaco-list-row:has-text("Replace ADD with COPY")')
    view.shot("quick-fix")


def test_the_page_of_a_rule(scene):
    view = scene(SOURCE, height=430)
    view.page.hover(view.line("ADD requirements") + ' >> text="ADD"')
    view.wait('.monaco-hover:has-text("becomes")')
    view.shot("hover", point=True)


def test_everything_is_fixed(scene, tmp_path):
    view = scene(SOURCE, height=440, dockwright__unsafeFixes=True, editor__codeActionsOnSave={"source.fixAll.dockwright": "explicit"})
    view.click("EXPOSE 8000")
    view.press("End", "Control+s")
    view.wait(view.line("COPY requirements"))
    eventually(lambda: "COPY requirements" in (tmp_path / "shop-api/Dockerfile").read_text(), what="the saved fixes")
    view.shot("fixed")


def test_a_digest_is_pinned(scene, mirror, tmp_path):
    mirror.configure(tmp_path)
    view = scene("FROM python:3.13-slim\nWORKDIR /srv/api\nCOPY requirements.txt .\nCOPY src ./src\nUSER nobody\n", height=210)
    view.click("FROM python")
    view.press("End", "Control+.")
    view.wait('.action-widget .monaco-list-row:has-text("Pin the digest")')
    view.page.click('.action-widget .monaco-list-row:has-text("Pin the digest")')
    view.wait(view.line("@sha256:"))
    view.wait(MARKS, gone=True)
    view.shot("pinned")


def test_completion(scene):
    view = scene(STAGES + "USER nginx\n")
    view.click("COPY --from=")
    view.press("End", "Control+Space")
    view.wait('.suggest-widget .monaco-list-row:has-text("assets")')
    view.shot("completion")
