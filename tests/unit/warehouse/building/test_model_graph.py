from pathlib import Path

import pytest

from hedui.warehouse.building.graph import GraphError, load_models, read_model


def write(folder: Path, name: str, sql: str) -> Path:
    path = folder / f"{name.replace('.', '/')}.sql"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(sql, encoding="utf-8")
    return path


def test_each_file_comes_after_those_it_reads() -> None:
    seen: set[str] = set()
    for model in load_models():
        assert {name for name in model.reads if not name.startswith("stage.")} <= seen
        seen.add(model.table.qualified_name)


def test_steps_are_told_apart_from_tables(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        "core.fact_change",
        """
        with figure as (from core.fact_figure), document as (select * from core.dim_document)
        select * from figure where exists (from document) and 1 in (select 1 from stage.unit)
        """,
    )
    assert read_model(path).reads == ("core.dim_document", "core.fact_figure", "stage.unit")


@pytest.mark.parametrize(
    ("name", "sql", "problem"),
    [
        ("core.fact_change", "select * from core.fact_figures", "reads core.fact_figures, which is not declared"),
        ("core.fact_change", "select * from fact_figure", "reads fact_figure, which is not declared"),
        ("core.unheard_of", "select 1", "fills core.unheard_of, which is not declared"),
        ("core.fact_change", "drop table core.fact_figure", "is not one select"),
        ("core.fact_change", "select 1; select 2", "is not one select"),
        ("core.fact_change", "select from where (", "is not SQL"),
    ],
)
def test_a_file_that_does_not_fit_is_named(tmp_path: Path, name: str, sql: str, problem: str) -> None:
    path = write(tmp_path, name, sql)
    with pytest.raises(GraphError) as caught:
        read_model(path)
    assert str(path) in caught.value.problem
    assert problem in caught.value.problem


def test_a_circle_is_shown(tmp_path: Path) -> None:
    for model in load_models():
        write(tmp_path, model.table.qualified_name, "select 1")
    write(tmp_path, "core.fact_change", "from core.fact_target")
    write(tmp_path, "core.fact_target", "from core.fact_change")
    with pytest.raises(GraphError, match=r"circle: core\.fact_\w+ → core\.fact_\w+ → core\.fact_\w+"):
        load_models(tmp_path)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(GraphError, match=r"no SQL file fills core\."):
        load_models(tmp_path)
