"""The command line: thin commands over plain functions, one command a file."""

from dragoman.cli.app import main

__all__ = ["main"]
