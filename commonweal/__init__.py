"""Commonweal: the open platform on which a commonwealth of states cooperates against crime and terrorism.

The rooms, top first, and what each holds: docs/map.md.
"""
