"""`python -m assistant QUESTION`: ask the default index and print the answer with its quotations."""

import sys

from assistant import ask
from ingest.errors import KildeError

if __name__ == "__main__":
    if len(sys.argv) != 2:
        print("usage: python -m assistant QUESTION", file=sys.stderr)
        sys.exit(2)
    try:
        print(ask(sys.argv[1]))
    except KildeError as error:
        sys.exit(str(error))
