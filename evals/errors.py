"""What can go wrong in an evaluation; continues the tree of `ingest.errors`.

KildeError
└── EvalError
    ├── CaseError       a file of cases is malformed
    └── ResultError     a file of results cannot be read or compared
"""

from __future__ import annotations

from ingest.errors import KildeError


class EvalError(KildeError):
    """The evaluation cannot be made."""


class CaseError(EvalError):
    """A case is malformed; the message names file, line and field."""


class ResultError(EvalError):
    """A file of results is missing or is not what it should be."""
