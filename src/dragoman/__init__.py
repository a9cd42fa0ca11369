"""Dragoman reads diplomatic news in Spanish and English and writes sourced, structured records."""

from importlib.metadata import version

__version__ = version("dragoman")
