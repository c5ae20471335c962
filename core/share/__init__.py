"""What leaves the app: scripts that give the numbers of a view, data files, pictures and tables."""
