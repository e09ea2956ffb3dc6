"""Arrow tables in, a DuckDB file out: the declaration of tables, the reading cache, build, publication, read access.

Belongs here: everything about the warehouse file and its stages. Does not belong here: deciding what a number means.

What other rooms call, in the order of a build (``home = Home(path)``):

- ``publish.build_lock(home)``: context manager around the whole build; raises ``BuildLocked`` saying who builds.
- ``scan.scan(places) -> tuple[SourceFile, ...]``: the report files of folders and files; raises ``NoReports``.
- ``readings.read_reports(files, home, vocabulary_dir, on_progress) -> Readings``: documents, figures and tasks as stage
  tables, from the cache or by reading; ``Readings.tables`` goes to ``staging.write_stages``.
- ``staging.write_stages(home, {name: table})``, ``staging.read_stage(home, name) -> pa.Table``: what stages hand on.
- ``arrow``: ``figures_from_arrow(figures, mapping)``, ``metadata_from_arrow(documents)``,
  ``mapping_to_arrow(figures)``, ``candidates_to_arrow(candidates)``, ``parties_to_arrow(names)``,
  ``reconciliation_to_arrow(result)``, ``vocabulary_to_arrow(vocabulary)``,
  ``build_to_arrow(build_id, built_at, code_version, vocabulary_version)``.
- ``read.finding_history(home) -> pa.Table``: ``stage.finding_history``, from what is published.
- ``graph.load_models() -> tuple[Model, ...]``: the SQL files in order; ``Model.table``, ``Model.reads``.
- ``build.build(home, models, on_table) -> Built``: the new file at ``home.next``, with row counts.
- ``publish.publish(home)``: swaps it in.
- ``publish.lock_holder(home) -> Holder | None``: who builds right now.
- ``read.open_warehouse(home_path) -> Warehouse``: ``query``, ``checks``, ``findings``, ``series``, ``trace``,
  ``build``.
- ``tables.TABLES``, ``published_tables()``, ``stage_tables()``: the declaration as plain data.

Errors are ``errors.WarehouseError`` with ``problem`` and ``advice``.
"""
