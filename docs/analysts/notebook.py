"""核对 · a first notebook: one indicator drawn, its values with their sentences, and what cannot be right.

`.venv/bin/marimo edit docs/analysts/notebook.py` opens it; `notebook.md` beside it says more.
"""
# ruff: noqa: B018  (a cell shows what its last line names)

import marimo

__generated_with = "0.25.2"
app = marimo.App(width="full", app_title="核对 hedui")


@app.cell
def _():
    import marimo as mo

    import hedui

    warehouse = hedui.open()
    return mo, warehouse


@app.cell
def _(mo, warehouse):
    mo.md(f"""
    # 核对 hedui

    构建 build `{warehouse.build["build_id"]}`
    """)
    return


@app.cell
def _(mo, warehouse):
    names = warehouse.query("""
        select distinct label_zh
        from core.dim_indicator
        join (
            select indicator_id from marts.indicator_series
            union
            select indicator_id from marts.target_progress where target is not null
        ) using (indicator_id)
        order by label_zh
    """)["label_zh"].tolist()
    mo.stop(not names, "还没有指标的数值 No indicator has a value yet")
    indicator = mo.ui.dropdown(
        names, value="PM2.5浓度" if "PM2.5浓度" in names else names[0], searchable=True, label="指标 indicator"
    )
    indicator
    return (indicator,)


@app.cell
def _(indicator, warehouse):
    chart = warehouse.chart(indicator.value)
    chart
    return (chart,)


@app.cell
def _(indicator, mo, warehouse):
    series = warehouse.series(indicator.value)
    mo.ui.table(
        series[["region", "period_end", "value", "value_low", "value_high", "unit", "grade", "file_name", "sentence"]],
        format_mapping={"period_end": "{:%Y-%m-%d}".format},
        selection=None,
        show_data_types=False,
        wrapped_columns=["sentence"],
    )
    return (series,)


@app.cell
def _(mo):
    mo.md("""
    ## 不符之处 · What cannot be right
    """)
    return


@app.cell
def _(mo, warehouse):
    findings = warehouse.findings()
    mo.ui.table(
        findings[["severity", "text", "explanation_zh", "file_name", "sentence", "reported_figure_id"]],
        selection=None,
        show_data_types=False,
        wrapped_columns=["explanation_zh", "sentence"],
    )
    return (findings,)


if __name__ == "__main__":
    app.run()
