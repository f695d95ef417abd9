"""Editor features as pure functions of a document and an offset; they know no protocol, no lines and no encodings."""
