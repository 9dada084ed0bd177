"""What a site of a whole country would take, from what small made-up ones take."""
