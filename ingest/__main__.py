"""`python -m ingest FOLDER [--index DIR]`: the same as `kilde ingest`."""

import sys

from ingest.build import build_index
from ingest.errors import KildeError
from ingest.settings import default_index

if __name__ == "__main__":
    arguments = sys.argv[1:]
    index = arguments[2] if arguments[1:2] == ["--index"] and len(arguments) == 3 else None
    if not arguments or (len(arguments) != 1 and index is None):
        sys.exit("usage: python -m ingest FOLDER [--index DIR]")
    try:
        print(build_index(arguments[0], index or default_index(arguments[0]), progress=True))
    except KildeError as error:
        sys.exit(str(error))
