"""Trained judgements: what a sentence is about. Linear models over character n-grams."""
