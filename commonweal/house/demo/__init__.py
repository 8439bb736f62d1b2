"""The demonstration commonwealth: real states and bodies, everything else invented; the same bytes on every machine."""
