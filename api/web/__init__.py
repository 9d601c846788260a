"""The pages for people: French, rendered here, working without JavaScript and better with a little of it.

``install`` gives them to an application. A page is a view (take, ask the core, return) and a template.
"""

from api.web.installing import install

__all__ = ["install"]
