"""The Python model server: what no Node engine offers, behind the OpenAI-compatible wire."""
