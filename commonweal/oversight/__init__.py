"""Room oversight: complaints before the supervisory commission, subject access and correction, supervision of the use.

Terms: case, named record, answer, release, sample, review, flag, honeypot, evidence file. It stands above all rooms but
the portal and changes no record: what it decides, owners carry out.
"""
