"""Imports flow one way: portal.lib ← portal.models ← links ← news ← feedback ← the rest of portal."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
from django.apps import apps

ROOT = Path(__file__).resolve().parent.parent
LAYERS = ["portal.lib", "portal.models", "links", "news", "feedback", "portal"]
# The modules of the portal app that stand right above its models, below the other apps.
MODELS_LAYER = {"models", "generation", "audit", "pictures", "modeladmin", "editor", "picker", "migrations"}


def layer_of(module: str) -> int | None:
    parts = module.split(".")
    if parts[0] != "portal":
        return LAYERS.index(parts[0]) if parts[0] in LAYERS else None
    if len(parts) > 1 and parts[1] == "lib":
        return 0
    if len(parts) > 1 and parts[1] in MODELS_LAYER:
        return 1
    return LAYERS.index("portal")


def modules() -> list[Path]:
    return [path for app in ("portal", "links", "news", "feedback") for path in sorted((ROOT / app).rglob("*.py"))]


def imports_of(tree: ast.AST) -> list[str]:
    found = []
    for node in ast.walk(tree):  # the whole tree: an import hidden in a function counts too
        if isinstance(node, ast.Import):
            found += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found += [f"{node.module}.{alias.name}" for alias in node.names]
    return found


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(ROOT)))
def test_no_import_points_up(path: Path) -> None:
    module = ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
    if module in {"portal", "portal.apps"}:
        return  # the app's configuration connects signals when everything is loaded
    own = layer_of(module)
    text = path.read_text("utf-8")
    for name in imports_of(ast.parse(text)):
        other = layer_of(name)
        assert other is None or other <= own, f"{module} imports {name}"
    if own < len(LAYERS) - 1:
        for app in re.findall(r'["\'](links|news|feedback|portal)\.[A-Z]\w+["\']', text):
            target = 1 if app == "portal" else LAYERS.index(app)
            assert target <= own, f"{module} has a relation to {app} by string"


def test_no_migration_depends_upwards() -> None:
    for app in ("portal", "links", "news", "feedback"):
        for path in (ROOT / app / "migrations").glob("0*.py"):
            for other in re.findall(r"\(['\"](links|news|feedback|portal)['\"], ['\"]\d{4}", path.read_text("utf-8")):
                order = ["portal", "links", "news", "feedback"]
                assert order.index(other) <= order.index(app), f"{path} depends on {other}"


def test_every_model_says_whether_readers_see_it() -> None:
    ours = [model for model in apps.get_models() if model._meta.app_label in {"portal", "links", "news", "feedback"}]
    assert len(ours) > 20
    silent = [model.__name__ for model in ours if "reader_visible" not in vars(model)]
    assert silent == []


def test_there_is_no_utils_module() -> None:
    names = {path.stem for path in modules() if path.parent.name != "bank"}  # the bank's are named after its texts
    assert names.isdisjoint({"utils", "helpers", "services", "common"})
