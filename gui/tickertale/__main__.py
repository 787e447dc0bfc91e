"""The entry of ``tickertale`` and of ``python -m tickertale``."""

import os

# Looking for plug-ins of pydantic, of which we have none, reads the metadata of every package.
os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")

from tickertale.cli.main import main

if __name__ == "__main__":
    main()
