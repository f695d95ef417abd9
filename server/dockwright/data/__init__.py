"""Facts about the world that are shipped with the product, dated, and read without the network."""
