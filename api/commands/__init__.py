"""The commands of ``verbatim``, a file each; ``api.cli`` gathers them."""
