"""How official prose is written: a language model, and the slips it brings to light."""
