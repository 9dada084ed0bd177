"""What is slow to make is kept by what it is made of, and never believed: read with its digest, else made anew."""
