"""What import-linter cannot say about the layers."""

import ast
import subprocess
import sys

import pytest

from helpers.source_tree import PACKAGE, imports_of, package_modules

LAYERS = [path.parent.name for path in sorted(PACKAGE.glob("*/__init__.py"))]


def _modules_after(statement: str) -> set[str]:
    code = f"import sys\n{statement}\nprint(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return set(done.stdout.splitlines()[-1].split())


def test_view_models_import_nothing_of_qt_but_its_core() -> None:
    wrong = [
        f"{module.where}: {name} {' '.join(names)}"
        for module in package_modules()
        if module.dotted.startswith("tickertale.viewmodels")
        for name, names in imports_of(module)
        if name.split(".")[0] in {"PySide6", "shiboken6", "pyqtgraph"}
        if name != "PySide6.QtCore" and not (name == "PySide6" and names == ("QtCore",))
    ]
    assert not wrong


def test_only_the_widgets_and_the_composition_roots_import_pyqtgraph() -> None:
    wrong = [
        module.where
        for module in package_modules()
        if module.dotted.split(".")[1:2] not in (["widgets"], ["app"], ["cli"])
        if any(name.split(".")[0] == "pyqtgraph" for name, _ in imports_of(module))
    ]
    assert not wrong


def test_importing_all_below_the_view_models_leaves_qt_alone() -> None:
    names = [
        module.dotted
        for module in package_modules()
        if module.dotted.split(".")[1:2]
        in (["session"], ["store"], ["prices"], ["analysis"], ["domain"], ["assets"])
    ]
    loaded = _modules_after(f"import {', '.join(names)}")
    assert not {name for name in loaded if name.split(".")[0] in {"PySide6", "shiboken6"}}


def test_importing_the_view_models_loads_no_pyqtgraph_and_only_the_core_of_qt() -> None:
    names = [
        module.dotted
        for module in package_modules()
        if module.dotted.startswith("tickertale.viewmodels")
    ]
    loaded = _modules_after(f"import {', '.join(names)}")
    assert not loaded & {"pyqtgraph", "PySide6.QtGui", "PySide6.QtWidgets"}


def test_printing_the_version_loads_neither_qt_nor_numpy() -> None:
    loaded = _modules_after(
        "from tickertale.__main__ import main\n"
        "sys.argv = ['tickertale', '--version']\n"
        "try: main()\n"
        "except SystemExit as stop: assert not stop.code, stop"
    )
    assert not loaded & {"PySide6", "numpy", "pyqtgraph", "duckdb", "pydantic"}


@pytest.mark.parametrize("layer", LAYERS)
def test_the_init_of_a_layer_is_one_docstring(layer: str) -> None:
    tree = ast.parse((PACKAGE / layer / "__init__.py").read_text(encoding="utf-8"))
    assert ast.get_docstring(tree)
    assert len(tree.body) == 1


def _defined(tree: ast.Module) -> set[str]:
    names: set[str] = set()
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            names.add(node.name)
        elif isinstance(node, ast.Assign):
            names |= {
                leaf.id
                for target in node.targets
                for leaf in ast.walk(target)
                if isinstance(leaf, ast.Name)
            }
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            names.add(node.target.id)
    return names


def test_every_name_is_imported_from_where_it_is_defined() -> None:
    modules = {module.dotted: module for module in package_modules()}
    wrong = [
        f"{module.where}: from {source} import {name}"
        for module in package_modules()
        for source, names in imports_of(module)
        if source in modules
        for name in names
        if f"{source}.{name}" not in modules and name not in _defined(modules[source].tree)
    ]
    assert not wrong


def test_modules_have_no_vague_names() -> None:
    vague = {"utils", "util", "helpers", "helper", "common", "misc", "tools", "manager", "base_"}
    assert not [module.where for module in package_modules() if module.path.stem in vague]


def test_classes_have_no_vague_names() -> None:
    vague = ("Manager", "Handler", "Helper", "Util", "Utils", "Data", "Info")
    wrong = [
        f"{module.where}: {node.name}"
        for module in package_modules()
        for node in ast.walk(module.tree)
        if isinstance(node, ast.ClassDef) and node.name.endswith(vague)
    ]
    assert not wrong
