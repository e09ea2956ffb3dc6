"""What a run came to, as tags of it, for whoever lists runs.

Belongs here: names of tags and their values. Does not belong here: anything that a run does.
"""

OUTCOME_TAG = "hedui/outcome"
BUILD_TAG = "hedui/build"

PUBLISHED = "published"
UNCHANGED = "unchanged"  # nothing to build: the published build is of the same inputs
