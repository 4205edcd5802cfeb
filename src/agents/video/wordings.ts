import type { Wordings } from '../../core/index.js';

/** How people ask for these tools, and what they ask for that these tools do not do. */
export const wordings = {
  video_facts: {
    asks: [
      'how long is the video', 'what resolution is the clip', 'what is the frame rate of the video', 'does the video have sound',
      'width and height of the film', 'which codec does the video use', 'measure the video', 'has the clip got an audio track',
      'what size is the video',
    ],
    notFor: [
      'who made the video', 'when was the video made',
    ],
  },
  sample_frames: {
    asks: [
      'take a still from the video', 'grab a frame from the clip', 'get five pictures out of the video', 'extract key frames',
      'take the first frame of the video', 'make stills of the film', 'one picture every two seconds of the video',
      'give me screenshots from the clip', 'pull some images out of the movie',
    ],
    notFor: [
      'make a gif of the video', 'record my screen',
    ],
  },
  extract_audio: {
    asks: [
      'extract the sound from the video', 'take the audio out of the clip', 'give me only the sound of the film', 'save the soundtrack of the video',
      'get the music out of the video', 'separate the sound from the picture', 'rip the audio', 'pull the sound track from the clip',
    ],
    notFor: [
      'remove the sound from the video', 'mute the video', 'separate the voice from the music',
    ],
  },
  caption_video: {
    asks: [
      'describe the video', 'what happens in the clip', 'tell me what is going on in the video', 'caption the video', 'what can be seen in the film',
      'what is the clip about', 'watch the video and tell me what it shows',
      'give a description of the film over time',
     
    ],
    notFor: [
      'who made the video', 'make a trailer of the film', 'upload the video', 'blur the faces in the video',
    ],
  },
  subtitle_video: {
    asks: [
      'add subtitles to the video', 'subtitle the clip', 'I want captions under the video', 'put the spoken words as text on the film',
      'make an SRT file for the video', 'burn captions into the clip', 'write the speech under the picture',
      'make the video readable for deaf people',
    ],
    notFor: [
      'remove the subtitles', 'put my logo on the video', 'add a title screen to the video',
    ],
  },
  make_video: {
    asks: [
      'make a slideshow of the pictures', 'make a video out of these images', 'turn the photos into a film with music',
      'put the pictures together as a clip', 'make a little film of the pictures with the song underneath', 'animate the slides with the narration',
      'create a video from the stills and the recording', 'show each picture for three seconds as a video',
    ],
    notFor: [
      'generate a video of a castle', 'make a gif of the video', 'make a trailer of the film', 'animate the person in the photo',
    ],
  },
  cut_video: {
    asks: [
      'cut the first ten seconds of the clip', 'trim the video to the part between 0:05 and 0:12', 'shorten the film',
      'only keep the beginning of the video', 'cut a piece out of the clip', 'take the last five seconds of the video', 'remove the end of the video',
      'make a ten second clip of the middle of the video',
    ],
    notFor: [
      'crop the picture of the video', 'rotate the video', 'cut out the person in the video',
    ],
  },
  join_video: {
    asks: [
      'join the videos', 'stick the clips together', 'put the films one after the other', 'append the second video to the first',
      'combine the clips into one video', 'merge the two videos', 'glue these movies together',
    ],
    notFor: [
      'put the videos side by side', 'put the small video into the corner of the other',
    ],
  },
  convert_video: {
    asks: [
      'convert the video to mp4', 'save the clip as webm', 'make the video smaller', 'shrink the film to 640 pixels', 'the video file is too big',
      'change the format of the video', 'I need the clip as mkv', 'scale the video down',
    ],
    notFor: [
      'make a gif of the video', 'make the video sharper', 'speed up the video', 'rotate the video', 'slow motion', 'make the video black and white',
    ],
  },
} as const satisfies Record<string, Wordings>;
