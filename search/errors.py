"""What search raises."""


class SearchError(Exception):
    """The engine could not answer; its message says why and what repairs it. Never an empty answer instead."""
