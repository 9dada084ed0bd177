"""The live site: pages drawn when they are asked for, of what stands in the files at that moment."""
