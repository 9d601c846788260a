"""The archive and its faces: a core that knows neither web nor engine, joined to both in ``api.app``."""
