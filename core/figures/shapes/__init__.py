"""Chart shapes, built with Altair by ``python -m core.figures``; the running app reads what that wrote.

Importing Altair and building one chart costs a first visitor a third of a second. A shape is therefore built
when it is changed, kept as JSON in ``specs/`` and filled in with data and words when it is shown. A test
builds every shape again and compares.
"""
