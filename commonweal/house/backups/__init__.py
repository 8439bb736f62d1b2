"""Backup and restore of a whole house: encrypted for a key that the operator keeps, tried before it counts."""
