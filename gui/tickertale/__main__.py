"""The entry of ``tickertale`` and of ``python -m tickertale``."""

from tickertale.cli.main import main

if __name__ == "__main__":
    main()
