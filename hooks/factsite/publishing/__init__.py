"""What a built site holds beside its pages: choice of language, not-found pages, sitemap, redirects, search."""
