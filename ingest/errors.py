"""Everything that can go wrong and that a person can mend.

KildeError
├── DocumentError       one file cannot be read; ingest reports it and goes on
│   └── ReaderFailed    its reader hung, died or tripped over it
├── FolderError         the folder is missing, empty, or holds nothing that can be read
├── EmbedderAway        the embedding server does not answer, or refuses
└── IndexError          spelled `PassageIndexError` so as not to hide the builtin
    ├── IndexMissing    nothing has been ingested there yet, or not once to the end
    ├── IndexMismatch   it was built with other settings
    ├── IndexLocked     another process is writing it
    ├── IndexAway       the Chroma server that holds it does not answer, or refuses
    └── IndexDamaged    it cannot be read or written (disk full, read-only, corrupt)

`assistant.errors` adds the branches for questions and models. Every message is one line and ends with what
to do. The faces print the message and leave with exit code 1; a traceback is a defect.
"""


class KildeError(Exception):
    """Something a person can mend; `str(error)` says what happened and how."""


class DocumentError(KildeError):
    """One file cannot be read. The message is the reason alone: the report names the file."""


class ReaderFailed(DocumentError):
    """The reader took too long or too much, or crashed: the file may be sound, so the reason says what happened."""


class FolderError(KildeError):
    """The folder is missing, empty, or nothing in it can be read."""


class EmbedderAway(KildeError):
    """The embedding server cannot be reached, refuses, or sends what is no vector."""


class PassageIndexError(KildeError):
    """The index cannot be used as it is."""


class IndexMissing(PassageIndexError):
    """There is no index at this place, or the first one is not finished."""


class IndexMismatch(PassageIndexError):
    """The index was built with other settings than those now in force."""


class IndexLocked(PassageIndexError):
    """Another process is writing this index."""


class IndexAway(PassageIndexError):
    """The Chroma server that holds this index cannot be reached, or refuses."""


class IndexDamaged(PassageIndexError):
    """The index cannot be read or written."""
