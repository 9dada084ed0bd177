"""The tests of the site's content: what an editor's change can break. The generator's stand beside this folder."""
