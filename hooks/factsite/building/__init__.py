"""One build by MkDocs: what it knows, which files it takes. With ``plugin``, the only code that imports MkDocs."""
