"""Trust in what is fetched."""
