"""The notebooks run from top to bottom, with the public names only, and are stored without results."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import feedback_miner

FOLDER = Path(__file__).parents[2] / "notebooks"
NOTEBOOKS = sorted(FOLDER.glob("*.ipynb"))
nbformat = pytest.importorskip("nbformat")


@pytest.fixture(autouse=True)
def own_ipython_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path))


each_notebook = pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)


def code_cells(path: Path) -> list[dict]:
    return [cell for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == "code"]


def syntax(path: Path) -> Iterator[ast.AST]:
    for cell in code_cells(path):
        yield from ast.walk(ast.parse(cell.source))


def test_there_is_a_notebook() -> None:
    assert NOTEBOOKS


def execute(notebook: dict, folder: Path) -> None:
    nbclient = pytest.importorskip("nbclient")
    pytest.importorskip("ipykernel")
    resources = {"metadata": {"path": str(folder)}}
    nbclient.NotebookClient(notebook, timeout=900, kernel_name="python3", resources=resources).execute()


@pytest.mark.model
@each_notebook
def test_it_runs_from_top_to_bottom(path: Path) -> None:
    execute(nbformat.read(path, as_version=4), FOLDER)


@each_notebook
def test_it_starts_from_the_root_of_the_repository_too(path: Path) -> None:
    notebook = nbformat.read(path, as_version=4)
    first = code_cells(path)[0]
    notebook.cells = [first, nbformat.v4.new_code_cell("assert list(exports.iterdir())")]
    execute(notebook, FOLDER.parent)


@each_notebook
def test_it_is_stored_without_results(path: Path) -> None:
    for cell in code_cells(path):
        assert cell.outputs == []
        assert cell.execution_count is None


@each_notebook
def test_it_imports_the_public_package_and_nothing_inside_it(path: Path) -> None:
    imported = {alias.name for node in syntax(path) if isinstance(node, ast.Import) for alias in node.names}
    imported |= {node.module or "" for node in syntax(path) if isinstance(node, ast.ImportFrom)}
    ours = {name for name in imported if name.partition(".")[0] == "feedback_miner"}
    assert ours == {"feedback_miner"}


@each_notebook
def test_it_uses_public_names_only(path: Path) -> None:
    attributes = [node for node in syntax(path) if isinstance(node, ast.Attribute)]
    of_package = {
        node.attr for node in attributes if isinstance(node.value, ast.Name) and node.value.id == "fm"
    }
    assert of_package <= set(feedback_miner.__all__)
    assert not [node.attr for node in attributes if node.attr.startswith("_")]
