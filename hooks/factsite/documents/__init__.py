"""Files of content → documents with places: nothing here knows what they mean."""
