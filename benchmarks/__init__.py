"""Benchmarks; development only."""
