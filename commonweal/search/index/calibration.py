"""Coefficients that turn a name into odds: what `python -m tools.bench.calibrate` prints, which says what it fits on.

NAME: 3,945 questions in other scripts or with noise over the public lists, 0.77 about listed people, the others hard
Russian namesakes and synthetic persons. PAIR: 673 labelled pairs of persons that look alike, 0.71 of them the same.
Seed 20261125; names folded as of 2026-11-24. Refit when the scores change.
"""

Curve = tuple[float, float, float, float, float]

NAME: Curve = (-18.2411, 24.4923, -0.2883, 0.0, -10.8740)
PAIR: Curve = (0.5392, 1.5605, -0.0944, -4.0777, -6.1952)
"""Log-odds (natural) of the features of `likelihood.features`, in their order."""

ORGANISATION: Curve = (-28.75, 36.0, 0.0, 0.0, 0.0)
"""Of organisations, not fitted: possible from a score of 0.76 on, strong from 0.88."""
ORGANISATION_PAIR: Curve = (-18.7284, 22.5577, 0.0, 0.0, 0.0)
"""Of pairs of organisations, by their score alone: 121 labelled pairs, 0.78 of them the same; one from 0.83 on."""
