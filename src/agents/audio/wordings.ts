import type { Wordings } from '../../core/index.js';

/** How people ask for these tools, and what they ask for that these tools do not do. */
export const wordings = {
  transcribe: {
    asks: [
      'transcribe the recording', 'write down what is said', 'write down what he says', 'what does she say in the recording',
      'turn the speech into text', 'type out the interview', 'make a transcript of the call', 'what are they talking about in the recording',
      'get the words of the voice message', 'put the speech in writing', 'what is said in the audio', 'note down what was said in the meeting',
      'is anybody talking', 'which language is spoken',
    ],
    notFor: [
      'who is speaking', 'who is the singer of this song', 'which song is this', 'write down the notes of the melody',
      'separate the voices of the speakers',
    ],
  },
  speak: {
    asks: [
      'read the text aloud', 'say it out loud', 'say the sentence', 'read it to me', 'read it out', 'speak the text',
      'make a voice recording of the text', 'pronounce it', 'turn the text into speech', 'narrate the story', 'give me an audio version', 'dub it',
      'let me hear it', 'record it as speech',
    ],
    notFor: [
      'sing a song', 'compose a song', 'play some music', 'imitate his voice', 'call my mother',
    ],
  },
  audio_facts: {
    asks: [
      'how long is the recording', 'how loud is the audio', 'how long does the recording last', 'is the recording clipped',
      'are there silent parts in the recording', 'what sample rate does the file have', 'is it mono or stereo', 'measure the loudness',
      'check the level of the sound', 'is the recording silent', 'when is there silence in the audio',
    ],
    notFor: [
      'who is speaking', 'which song is this', 'what instrument is playing', 'how many speakers are there',
    ],
  },
  cut_audio: {
    asks: [
      'cut the recording from 0:10 to 0:25', 'only keep the first minute of the recording', 'cut off the end of the audio', 'trim the sound file',
      'take the first ten seconds of the recording', 'remove the last part of the recording', 'give me the piece between two times',
      'shorten the recording to thirty seconds',
    ],
    notFor: [
      'remove the noise', 'remove the voice from the song', 'remove the silences', 'cut out the swear words',
    ],
  },
  join_audio: {
    asks: [
      'join the recordings into one file', 'put the audio files one after the other', 'glue the recordings together', 'combine the sound files',
      'append the second recording to the first', 'merge intro and talk into one recording', 'stick the audio clips together',
    ],
    notFor: [
      'play the two sounds at the same time', 'mix music under the voice', 'lay the music under the speech',
    ],
  },
  convert_audio: {
    asks: [
      'convert the recording to mp3', 'save the audio as FLAC', 'I need this as wav', 'make it an ogg file', 'change the sample rate to 16 kHz',
      'turn the recording into mono', 'export the sound as m4a', 'as an mp3 please',
    ],
    notFor: [
      'make midi notes of the recording', 'compress the file into a zip',
    ],
  },
  change_audio: {
    asks: [
      'make the recording louder', 'slow the speech down', 'play it faster', 'speed up the audio', 'the recording is too quiet',
      'turn the volume down', 'bring the loudness to an even level', 'normalise the sound', 'make it half as fast', 'make the audio quieter by 6 dB',
      'talk slower in the recording',
    ],
    notFor: [
      'remove the background noise', 'clean up the recording', 'make her voice sound like a robot', 'change the pitch of the voice',
      "make a man's voice of it", 'add echo to the recording', 'add music', 'play it backwards',
    ],
  },
} as const satisfies Record<string, Wordings>;
