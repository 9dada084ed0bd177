"""The form in the browser: Sveltia CMS on this machine, over the same files; what it saves changes no other line."""
