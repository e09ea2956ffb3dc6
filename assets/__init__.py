"""What exists: Dagster assets and asset checks, one module per stage, a few lines an asset.

Belongs here: load, call the domain, return with metadata. Does not belong here: logic, schedules, sensors.
"""
