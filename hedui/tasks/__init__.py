"""Text in, ``Task``s out: numbered tasks of plans, items of rectification lists, units in charge, deadlines.

Belongs here: who has to do what by when, as printed. Does not belong here: reading numbers (``hedui.figures`` did), or
judging whether a task was done.
"""
