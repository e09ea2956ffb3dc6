"""Findings in, messages out: the digest of one run and its delivery.

Belongs here: what to say and sending it. Does not belong here: deciding what is a finding, or when a run is over.
"""
