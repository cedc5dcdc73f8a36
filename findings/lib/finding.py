"""Prints version, guess and output, and ends with status 1 if the output is no longer what it was."""

import sys
from importlib.metadata import version


def told(packages, guess, seen, then):
    print("version:", ", ".join(f"{name} {version(name)}" for name in packages))
    print("guess:  ", guess)
    print("seen:   ", seen)
    if seen != then:
        print("CHANGED: it was", then)
        sys.exit(1)
