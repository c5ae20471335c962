"""Observations kept on this machine from one time to the next: one DuckDB file in the user's data folder.

``Store`` is the way in; ``place`` says where the file lies and whether there may be one at all.
"""
