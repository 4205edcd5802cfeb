import type { Wordings } from '../../core/index.js';

/** How people ask for these tools, and what they ask for that these tools do not do. */
export const wordings = {
  transcribe: {
    asks: [
      'transcribe the recording', 'what is being said in this video', 'what do they say in the film', 'the words that are spoken in the clip',
      'write down what is said', 'write down what he says', 'what does she say in the recording', 'turn the speech into text',
      'type out the interview', 'make a transcript of the call', 'what are they talking about in the recording',
      'get the words of the voice message', 'put the speech in writing', 'what is said in the audio', 'note down what was said in the meeting',
      'is anybody talking', 'which language is spoken', 'I need the words of this recording as text', 'type this up for me',
      'make text of what they say', 'what did he tell me in the voice message', 'turn my voice memo into notes',
      'I cannot play the sound, what does it say', 'each of the voice notes as text', 'write out the whole interview word for word',
      'I need a transcript', 'in writing please', 'I need the speech in writing', 'listen to the recording and write it down', 'the talk in written form', 'put down in writing what the caller says',
      'what language is she speaking', 'the recording as an e-mail draft', 'subtitles text of what they say', 'jot down the call for me',
    ],
    notFor: [
      'who is speaking', 'who is the singer of this song', 'which song is this', 'write down the notes of the melody',
      'separate the voices of the speakers', 'which instrument is this', 'how old is the speaker', 'transcribe the music into notes',
    ],
  },
  speak: {
    asks: [
      'read the text aloud', 'say it out loud', 'say the sentence', 'read it to me', 'read it out', 'speak the text',
      'make a voice recording of the text', 'pronounce it', 'turn the text into speech', 'narrate the story', 'give me an audio version', 'dub it',
      'let me hear it', 'record it as speech', 'I would like to listen to the article', 'make an audio file of the letter',
      'can you say that for me', 'tell it to me aloud', 'let a voice say it', 'I want to hear it', 'announce it', 'speak it slowly',
      'a spoken version please', 'read the story to my child', "I can't see well, read it for me", 'record the announcement', 'say hello',
      'turn it into an audiobook', 'read me the leaflet', 'read him a story', 'let a computer voice read the menu', 'call it out slowly',
      'voice-over for my slides',
    ],
    notFor: [
      'sing a song', 'compose a song', 'play some music', 'imitate his voice', 'call my mother', 'sing happy birthday', 'use my own voice',
      'clone the voice of my mother', 'phone them and tell them',
    ],
  },
  audio_facts: {
    asks: [
      'how long is the recording', 'how loud is the audio', 'how long does the recording last', 'is the recording clipped',
      'are there silent parts in the recording', 'what sample rate does the file have', 'is it mono or stereo', 'measure the loudness',
      'check the level of the sound', 'is the recording silent', 'when is there silence in the audio', 'is the sound too quiet',
      'how quiet is the recording', 'check whether the microphone was too loud', 'does the recording contain silence',
      'how many minutes is the audio', 'what is the duration of the sound file', 'is the sound level all right', 'what quality is the audio file',
      'how loud is each of the recordings', 'test recording: is it ok', 'which bit rate and channels', 'is the recording longer than ten minutes',
      'which of the files is the loudest',
    ],
    notFor: [
      'who is speaking', 'which song is this', 'what instrument is playing', 'how many speakers are there', 'what key is the song in',
      'how many beats per minute', 'is this voice real or artificial', 'who wrote this song',
    ],
  },
  cut_audio: {
    asks: [
      'cut the recording from 0:10 to 0:25', 'only keep the first minute of the recording', 'cut off the end of the audio', 'trim the sound file',
      'take the first ten seconds of the recording', 'remove the last part of the recording', 'give me the piece between two times',
      'shorten the recording to thirty seconds', 'just the bit between the two times of the recording', 'throw away the beginning of the recording',
      'drop the first seconds of the audio', 'keep only the beginning of the recording', 'I only want the first half',
      'the recording must be shorter, cut it', 'snip a piece out of the recording', 'lose the last minute of the podcast',
      'cut away everything after 2:30 of the recording', 'keep minute three to five as its own file',
    ],
    notFor: [
      'remove the noise', 'remove the voice from the song', 'remove the silences', 'cut out the swear words', 'cut out the coughs',
      'remove the pauses', 'take out the humming', 'split the song into tracks',
    ],
  },
  join_audio: {
    asks: [
      'join the recordings into one file', 'put the audio files one after the other', 'glue the recordings together', 'combine the sound files',
      'append the second recording to the first', 'merge intro and talk into one recording', 'stick the audio clips together',
      'make one file of the two halves of the recording', 'one recording out of all these', 'attach the jingle to the front of the podcast',
      'put the voice notes together', 'string the sounds together', 'first the intro, then the interview, one file',
      'loop the recording twice in one file',
    ],
    notFor: [
      'play the two sounds at the same time', 'mix music under the voice', 'lay the music under the speech', 'play both songs together',
      'put music behind the speech', 'crossfade the songs',
    ],
  },
  convert_audio: {
    asks: [
      'convert the recording to mp3', 'save the audio as FLAC', 'I need this as wav', 'make it an ogg file', 'change the sample rate to 16 kHz',
      'turn the recording into mono', 'export the sound as m4a', 'as an mp3 please', 'give it back as an mp3', 'make this flac',
      'we need WAV not MP3', 'can I have the audio in another format', 'the program only takes 16 kHz mono files', 'export as ogg',
      'change the file type of the sound', 'save each of the recordings as mp3', 'get the sound as mp3', 'the attached as m4a',
      'my player needs wav',
    ],
    notFor: [
      'make midi notes of the recording', 'compress the file into a zip', 'turn the text into mp3', 'make a ringtone',
    ],
  },
  change_audio: {
    asks: [
      'make the recording louder', 'slow the speech down', 'play it faster', 'speed up the audio', 'the recording is too quiet',
      'turn the volume down', 'bring the loudness to an even level', 'normalise the sound', 'make it half as fast', 'make the audio quieter by 6 dB',
      'talk slower in the recording', 'turn it up', 'I can hardly hear it, make it louder', 'a bit faster please', 'too fast, slow it down',
      'not so loud please', 'double the speed of the recording', 'play the talk at one and a half speed', 'raise the volume of the voice',
      'even out the volume', 'it sounds too loud, calm it down', 'slower, I cannot follow',
    ],
    notFor: [
      'remove the background noise', 'clean up the recording', 'make her voice sound like a robot', 'change the pitch of the voice',
      "make a man's voice of it", 'add echo to the recording', 'add music', 'play it backwards', 'take out the noise in the background',
      'remove the humming', 'remove the echo', 'improve the sound quality', 'make the voice deeper', 'take the music out', 'reverse the recording',
      'give it more bass', 'replace the voice', 'swap the voices',
    ],
  },
} as const satisfies Record<string, Wordings>;
