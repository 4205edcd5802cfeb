import type { Wordings } from '../../core/index.js';

/** How people ask for these tools, and what they ask for that these tools do not do. */
export const wordings = {
  video_facts: {
    asks: [
      'how long is the video', 'what resolution is the clip', 'what is the frame rate of the video', 'does the video have sound',
      'width and height of the film', 'which codec does the video use', 'measure the video', 'has the clip got an audio track',
      'what size is the video', 'how big is the video in pixels', 'how many frames per second', 'how long does the film last',
      'is there any sound in the video', 'what format is the video in', 'which of the videos is longer', 'is the clip full HD',
      'length of the movie', 'is the video in HD', 'which video is the longest', 'how many seconds is the clip',
    ],
    notFor: [
      'who made the video', 'when was the video made', 'who is in the video', 'where was the video filmed', 'who directed the film',
    ],
  },
  sample_frames: {
    asks: [
      'take a still from the video', 'grab a frame from the clip', 'get five pictures out of the video', 'extract key frames',
      'take the first frame of the video', 'make stills of the film', 'one picture every two seconds of the video',
      'give me screenshots from the clip', 'pull some images out of the movie', 'a still from second ten of the clip', 'the frame at 3 seconds', 'save the picture at 1:05 of the film', 'the last frame of the clip as an image',
      'four pictures from the clip, evenly spread', 'I need a thumbnail of the video', 'a handful of stills', 'snapshots of the movie',
      'save single frames as images', 'give me a picture from the film', 'photos out of the video', 'one good picture from the video for the cover',
      'screens from the film at regular distances', 'one picture every five seconds', 'a still every minute',
    ],
    notFor: [
      'record my screen', 'draw a picture of the scene', 'take a photo with my camera', 'make the video black and white',
    ],
  },
  make_gif: {
    asks: [
      'make a gif of the video', 'a gif of seconds three to six', 'turn the clip into an animated gif', 'save the film as a gif', 'gif of the first two seconds of the clip',
      'I want a gif of the moment when he jumps', 'make an animation of it that I can post', 'convert this to gif', 'a looping gif from the clip', 'make a gif out of this',
      'an animated picture of the video', 'a short gif please',
    ],
    notFor: [
      'make the picture move', 'animate the photo', 'make a cartoon of the video', 'find me a funny gif', 'make the dog in the photo dance', 'write a text on the gif',
      'make a sticker of my face', 'play the video backwards',
    ],
  },
  extract_audio: {
    asks: [
      'extract the sound from the video', 'take the audio out of the clip', 'give me only the sound of the film', 'save the soundtrack of the video',
      'get the music out of the video', 'separate the sound from the picture', 'rip the audio', 'pull the sound track from the clip',
      'I only need the audio of the video', 'just the sound of the clip please', 'the music of the film as a sound file',
      'turn the video into an audio file', 'convert the video to mp3', 'strip the picture, keep the sound', 'only the audio from this, for my phone',
      'the sound without the picture', 'get the speech out of the video file',
    ],
    notFor: [
      'remove the sound from the video', 'mute the video', 'separate the voice from the music', 'delete the sound of the clip',
      'replace the music in the video', 'without sound please', 'make the clip silent',
    ],
  },
  caption_video: {
    asks: [
      'describe the video', 'what happens in the clip', 'tell me what is going on in the video', 'caption the video', 'what can be seen in the film',
      'what is the clip about', 'watch the video and tell me what it shows', 'give a description of the film over time',
      'what happens in this video', 'tell me the story of the clip', 'what do you see in the film', 'what does the man do in the video',
      'when does something appear in the video', 'describe for blind people what the video shows', 'I cannot watch the video, what goes on in it',
      'what is shown in the recording of the camera', 'summary of what can be seen in the clip', 'what is this video about',
      'tell me what can be seen minute by minute', 'what is the dog doing in the clip',
    ],
    notFor: [
      'who made the video', 'make a trailer of the film', 'upload the video', 'blur the faces in the video', 'who is the actor', 'is the film good',
      'find similar videos', 'when was the film shot',
    ],
  },
  subtitle_video: {
    asks: [
      'add subtitles to the video', 'subtitle the clip', 'I want captions under the video', 'put the spoken words as text on the film',
      'make an SRT file for the video', 'burn captions into the clip', 'write the speech under the picture',
      'make the video readable for deaf people', 'we need subtitles', 'put captions on the film', 'some viewers are deaf, add the text',
      'let people read what is said', 'the clip with the words below it', 'give me the subtitle file',
      'caption the speech in the video for people without sound', 'German subtitles for the film', 'make the film accessible for a deaf colleague',
      'put the spoken text on it', 'subtitles on it too please',
    ],
    notFor: [
      'remove the subtitles', 'put my logo on the video', 'add a title screen to the video', 'add a watermark', 'write my name on the video',
      'translate the sign in the video',
    ],
  },
  make_video: {
    asks: [
      'make a slideshow of the pictures', 'make a video out of these images', 'turn the photos into a film with music',
      'put the pictures together as a clip', 'make a little film of the pictures with the song underneath', 'animate the slides with the narration',
      'create a video from the stills and the recording', 'show each picture for three seconds as a video', 'make a small movie of the photos',
      'slideshow with music', 'film from my holiday pictures', 'each picture five seconds', 'put the photos one after the other as a video',
      'photo show for the birthday', 'turn the slides and the narration into a video', 'a clip of the drawings with the voice over it',
      'video from the slides, with sound', 'turn the screenshots into a short film',
    ],
    notFor: [
      'generate a video of a castle', 'make a trailer of the film', 'animate the person in the photo',
      'make a video of a flying elephant', 'generate an animation', 'a cartoon about my dog', 'make the photo move', 'film me',
    ],
  },
  cut_video: {
    asks: [
      'cut the first ten seconds of the clip', 'trim the video to the part between 0:05 and 0:12', 'shorten the film',
      'only keep the beginning of the video', 'cut a piece out of the clip', 'take the last five seconds of the video',
      'remove the end of the video', 'make a ten second clip of the middle of the video', 'throw away the first seconds of the video',
      'only the part from 1:00 to 1:20 of the film', 'keep the first minute of the clip', 'drop the ending',
      'the clip must be shorter than thirty seconds, cut it', 'I only need the start of the video', 'take the first half minute of the film',
      'a short piece of the movie', 'cut away everything after 2:30 of the video', 'just the goal scene from 12:10 to 12:40',
      'the beginning of the film is boring, drop it',
    ],
    notFor: [
      'crop the picture of the video', 'cut out the person in the video', 'make the picture of the video smaller',
      'blur a face in the video', 'play the clip backwards', 'cut out the boring parts', 'remove the person',
    ],
  },
  join_video: {
    asks: [
      'join the videos', 'stick the clips together', 'put the films one after the other', 'append the second video to the first',
      'combine the clips into one video', 'merge the two videos', 'glue these movies together', 'one film out of these clips',
      'put the wedding clips together', 'make one video of the parts', 'attach the intro to the film', 'all clips in a row',
      'string the clips together', 'the three parts as one film', 'first the intro, then the main film',
    ],
    notFor: [
      'put the videos side by side', 'put the small video into the corner of the other', 'show both videos at the same time', 'picture in picture',
      'add a transition effect',
    ],
  },
  convert_video: {
    asks: [
      'convert the video to mp4', 'save the clip as webm', 'make the video smaller', 'shrink the film to 640 pixels', 'the video file is too big',
      'change the format of the video', 'I need the clip as mkv', 'scale the video down', 'I need an mp4 of this',
      'make the file of the video smaller', 'get the video down to 720 pixels wide', 'the upload form takes only webm',
      'a smaller version of the clip', 'lower the resolution', 'my phone cannot play it, change the format', 'reduce the size of the film',
      'the file is too large to send, make it smaller', 'I need it as mp4 for the projector', 'halve the size of the video', 'compress the video', 'make the clip half as wide', 'a narrower version of the film',
    ],
    notFor: [
      'make the video sharper', 'speed up the video', 'slow motion', 'make the video black and white',
      'turn the video into a gif', 'mute the video', 'brighten the video', 'stabilise the video',
      'increase the resolution', 'play it in slow motion',
    ],
  },
  turn_video: {
    asks: [
      'rotate the video by 90 degrees', 'turn the video clockwise', 'turn the clip upside down', 'mirror the video', 'flip the film horizontally', 'rotate the clip to the left',
      'the video lies on its side, turn it', 'flip the video vertically', 'turn the film by a quarter turn', 'a mirrored version of the clip', 'the film is the wrong way up, rotate it by 180 degrees',
      'I held the phone the wrong way, turn the video', 'swap left and right in the video', 'rotate the movie',
    ],
    notFor: [
      'play the video backwards', 'straighten the shaky video', 'turn up the volume of the video', 'turn the video black and white', 'rotate the car in the video',
      'turn the camera to the left', 'make the video spin',
    ],
  },
} as const satisfies Record<string, Wordings>;
