"""Reading a published build: queries, data frames, differences between builds, charts, and what people decide of it.

Belongs here: read-only questions to a build, and the files in which people keep decisions (waivers, review). Does not
belong here: making a build, or writing one out as another format (``export``).
"""
