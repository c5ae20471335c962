"""Open numbers fetched from their source when a person asks: Kolada, SCB and Socialstyrelsen.

Nothing else in Skifte asks another machine for anything, and this only while a job that a person has started
runs. ``SKIFTE_OFFLINE=1`` takes it away. What comes is kept in the form the source gives, so that the readers
of saved files read it.
"""
