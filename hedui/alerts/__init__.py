"""What a build, or a build that failed, has to tell, and getting it to people: at least once, each digest under one id.

Belongs here: what is news, the outbox that remembers what was told, the look of a message on each channel, sending it.
Does not belong here: deciding what is a finding, or when a run is over.
"""
