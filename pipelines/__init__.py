"""When and how it runs: definitions, the job, the nightly schedule, sensors, resources.

Belongs here: orchestration. Does not belong here: assets, logic.
"""
