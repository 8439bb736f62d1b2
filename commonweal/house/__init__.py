"""The house itself: where things lie, the embedded database, the process tree, doctor, the command line, the demo.

Top room: it may use every other, none may use it. `settings` alone is above it and asks it where things lie.
"""
