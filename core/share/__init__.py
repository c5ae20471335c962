"""What leaves the app: for now the script that gives the numbers of a view."""
