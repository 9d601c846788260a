"""What goes in and out over HTTP, described once: marshmallow schemas, from which ``openapi.yaml`` is made.

A resource has separate schemas to read, create and patch, so that a new field is no breaking change. What is
read is made by ``api.archive.reading`` in the very shape of these schemas; what is written is checked here for its
types alone: the archive holds it to its rules, which are shown here too.
"""
