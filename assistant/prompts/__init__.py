"""The prompts, one text file each, and the sentinel that they share with the code."""

from functools import cache
from importlib.resources import files

NOT_STATED = "NOT STATED"
"""What the model replies when the evidence does not answer; answer.md tells it so."""


@cache
def prompt(name: str) -> str:
    """The text of `name`.md."""
    return files(__name__).joinpath(f"{name}.md").read_text(encoding="utf-8").strip()
