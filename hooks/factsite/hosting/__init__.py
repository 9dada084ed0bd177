"""How the site is served: what each answer says beside its bytes, and settings that make servers say so."""
