"""Hears a 16 kHz mono WAV with CMU PocketSphinx, a recogniser that the product does not have, and prints the words.

Needs `pip install pocketsphinx` (its wheel carries the English model) in the Python that runs it.
"""
import sys
import wave

from pocketsphinx import Decoder

with wave.open(sys.argv[1]) as sound:
    samples = sound.readframes(sound.getnframes())
decoder = Decoder(samprate=16000, loglevel="FATAL")
decoder.start_utt()
decoder.process_raw(samples, full_utt=True)
decoder.end_utt()
print(decoder.hyp().hypstr if decoder.hyp() else "")
