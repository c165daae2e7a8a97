"""Walks through the running program in a real browser."""
