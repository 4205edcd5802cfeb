"""The Python model server: what no Node engine offers, behind the OpenAI-compatible wire."""

import os

# Before any library that computes is loaded: threads that wait for each other would turn in circles, and on processors that are busy with
# other work, as those of one who runs agents are, tokens took three to eight times as long.
os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
