"""Commands of the command line, one module each, with a function `register(app)`.

A module here imports nothing heavy and no Django at its top: `commonweal --help` must be quick.
"""
