"""A record gets another name, or goes: everything that refers to it is carried along, all of it or nothing."""
