"""Figures in, ``Check``s out: exact intervals, relations, verdicts, power, diagnosis.

Belongs here: deciding whether a printed number agrees with the others it must agree with. Does not belong here: reading
text, storing results, waiving findings.
"""
