"""What can go wrong between a question and its answer; continues the tree of `ingest.errors`.

KildeError
├── QuestionError       empty, or too long
└── ModelError
    ├── ModelMissing    no such model, or no source of its bytes can be reached
    ├── ModelBroken     the file does not load, or its checksum is wrong
    ├── ModelAway       the model server does not answer
    └── ModelStuck      the reply does not come to an end
"""

from ingest.errors import KildeError


class QuestionError(KildeError):
    """The question (or the history with it) cannot be taken."""


class ModelError(KildeError):
    """The language model cannot be used."""


class ModelMissing(ModelError):
    """No such model, or none of its sources can be reached."""


class ModelBroken(ModelError):
    """The model file does not load, or is not the file it should be."""


class ModelAway(ModelError):
    """The model server cannot be reached or refuses."""


class ModelStuck(ModelError):
    """The reply did not end within the time given."""
