"""Functions, classes and modules stay small; the figures are those of the conventions."""

import ast
from collections.abc import Iterator, Sequence

import pytest

from helpers.source_tree import FunctionNode, Module, package_modules

BRANCHES = (
    ast.If,
    ast.For,
    ast.AsyncFor,
    ast.While,
    ast.ExceptHandler,
    ast.match_case,
)


def _functions() -> Iterator[tuple[Module, FunctionNode]]:
    for module in package_modules():
        for node in ast.walk(module.tree):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield module, node


def _is_override(node: FunctionNode) -> bool:
    return any(isinstance(row, ast.Name) and row.id == "override" for row in node.decorator_list)


def _body_lines(node: FunctionNode) -> int:
    body = node.body[1:] if ast.get_docstring(node) else node.body
    return 1 + (body[-1].end_lineno or 0) - body[0].lineno if body else 0


def _complexity(node: FunctionNode) -> int:
    branches = sum(isinstance(leaf, BRANCHES) for leaf in ast.walk(node))
    return 1 + branches


def _arguments(node: FunctionNode) -> int:
    args = node.args
    names = [row.arg for row in (*args.posonlyargs, *args.args, *args.kwonlyargs)]
    return len(names) - (names[:1] in (["self"], ["cls"]))


def _share(sizes: Sequence[int], share: float) -> int:
    return sorted(sizes)[min(len(sizes) - 1, int(share * len(sizes)))]


def _sizes(kind: str) -> dict[str, int]:
    """Return the size of each thing of a kind, by where it is."""
    functions = {f"{module.where}:{node.lineno} {node.name}": node for module, node in _functions()}
    match kind:
        case "function body":
            return {where: _body_lines(node) for where, node in functions.items()}
        case "complexity":
            return {where: _complexity(node) for where, node in functions.items()}
        case "arguments":
            return {where: _arguments(n) for where, n in functions.items() if not _is_override(n)}
        case "class":
            return {
                f"{module.where}:{node.lineno} {node.name}": 1
                + (node.end_lineno or 0)
                - node.lineno
                for module in package_modules()
                for node in ast.walk(module.tree)
                if isinstance(node, ast.ClassDef)
            }
        case _:
            return {
                module.where: module.lines
                for module in package_modules()
                if module.path.stem != "__init__"
            }


@pytest.mark.parametrize(
    ("kind", "median", "p90", "ceiling"),
    [
        pytest.param("function body", 7, 25, 50, id="function-body"),
        pytest.param("complexity", 2, 6, 10, id="complexity"),
        pytest.param("arguments", 2, 3, 6, id="arguments"),
        pytest.param("class", 30, 150, 300, id="class"),
        pytest.param("module", 120, 350, 500, id="module"),
    ],
)
def test_sizes_stay_below_their_limits(kind: str, median: int, p90: int, ceiling: int) -> None:
    sizes = _sizes(kind)
    assert not {where: size for where, size in sizes.items() if size > ceiling}
    middle, high = (_share(list(sizes.values()), share) for share in (0.5, 0.9))
    assert middle <= median
    assert high <= p90
