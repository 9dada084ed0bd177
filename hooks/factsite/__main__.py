"""Run as ``python -m factsite``."""

from factsite.cli import main

main()
