"""Asks a running server through OpenAI's own Python client, unmodified. Usage: openai_client.py BASE_URL; prints one JSON object."""
import json
import sys

import openai

client = openai.OpenAI(base_url=sys.argv[1], api_key="not-needed", max_retries=0)
whole = client.chat.completions.create(model="vouch", messages=[{"role": "user", "content": "echo hello"}])
stream = client.chat.completions.create(model="vouch", messages=[{"role": "user", "content": "echo streamed"}], stream=True, stream_options={"include_usage": True})
chunks = list(stream)
try:
    client.chat.completions.create(model="vouch", messages=[{"role": "user", "content": "fly away"}])
    error = None
except openai.APIStatusError as refused:
    error = [refused.status_code, refused.code]
print(json.dumps({
    "whole": whole.choices[0].message.content,
    "streamed": "".join(chunk.choices[0].delta.content or "" for chunk in chunks if chunk.choices),
    "usage": chunks[-1].usage.total_tokens,
    "response": client.responses.create(model="vouch", input="echo response").output_text,
    "models": [model.id for model in client.models.list()],
    "embedding": client.embeddings.create(model="test-embed", input=["abc"]).data[0].embedding,
    "speech": client.audio.speech.create(model="tts-1", voice="alloy", input="Hello.", response_format="wav").read()[:4].decode(),
    "heard": client.audio.transcriptions.create(model="whisper-1", file=("hello.wav", client.audio.speech.create(model="tts-1", voice="alloy", input="Hello.", response_format="wav").read())).text,
    "error": error,
}))
