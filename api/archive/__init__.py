"""The core: what the archive holds and the verbs that change it. It knows no web and no search engine."""
