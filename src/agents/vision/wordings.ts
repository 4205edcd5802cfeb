import type { Wordings } from '../../core/index.js';

/** How people ask for these tools, and what they ask for that these tools do not do. */
export const wordings = {
  describe_image: {
    asks: [
      'describe the picture', 'what is in this photo', 'what does the picture show', 'caption this image', 'tell me what you see',
      'explain the picture', 'what is happening in this photo', 'write an alt text for the image', 'describe the photo for a blind person',
      'give the picture a caption', 'what am I looking at', 'put the picture into words',
    ],
    notFor: [
      'paint a picture of a castle', 'draw me a picture', 'generate an image', 'who took this photo', 'who is the person in the picture',
      'where was this photo taken',
    ],
  },
  detect_objects: {
    asks: [
      'detect the objects in the photo', 'find all people in the picture', 'list the things in the picture', 'count the cars in the photo',
      'which objects are in the picture', 'locate the animals in the image', 'where are the dogs, with their boxes',
      'find the objects and give their coordinates',
    ],
    notFor: [
      'who is the person in the photo', 'remove the person from the photo', 'find my keys',
    ],
  },
  read_text: {
    asks: [
      'read the text in the picture', 'what does the sign say', 'what is written in the photo', 'which words are in the picture',
      'get the text out of the scan', 'OCR this page', 'copy the text from the screenshot', 'what does the label say', 'read the receipt',
      'read the menu in the photo', 'type out what stands on the poster', 'make out the number plate',
    ],
    notFor: [
      'put text on the picture', 'change the text in the picture',
    ],
  },
  answer_about_image: {
    asks: [
      'how many people are in the photo', 'what colour is the car in the picture', 'is there a dog in the picture', 'what animal is this',
      'where is the cat in the image', 'does the photo show a person', 'which of the pictures shows a bird', 'is it day or night in the photo',
      'what is the man holding in the picture', 'what is the weather like in the picture', 'what is the total on this receipt',
      'is anybody in the picture',
    ],
    notFor: [
      'put the pictures side by side', 'make the photo black and white', 'rotate the picture', 'blur the faces', 'send the picture to a friend',
      'colour the photo', 'print the picture', 'who is this person',
    ],
  },
  compare_images: {
    asks: [
      'compare the two pictures', 'what is different between the photos', 'what changed between the two screenshots', 'spot the differences',
      'are the two pictures the same', 'do the photos show the same thing', 'how do these images differ', 'before and after: what is new',
      'compare the screenshot with the design', 'does it look like the other picture',
    ],
    notFor: [
      'put the pictures side by side', 'merge the pictures into one', 'which picture is more beautiful',
    ],
  },
  crop_image: {
    asks: [
      'crop the picture to the dog', 'cut the person out of the photo', 'cut out the left half of the picture', 'zoom in on the car',
      'give me only the part with the cat', 'trim the image', 'crop the photo to a box', 'take just the bird from the picture',
    ],
    notFor: [
      'make the photo black and white', 'rotate the picture', 'mirror the image', 'resize the picture', 'blur the faces', 'remove the background',
      'remove the person from the photo', 'make the picture brighter', 'put the pictures side by side', 'colour the old photo',
      'convert the picture to png',
    ],
  },
  annotate_image: {
    asks: [
      'draw boxes around the objects', 'mark the people in the photo', 'mark everything you recognise', 'label the things in the picture',
      'highlight the cars', 'put a frame around each animal', 'circle the dogs', 'show where the objects are in the picture',
    ],
    notFor: [
      'write a title on the picture', 'blur the faces', 'draw me a picture', 'paint a castle',
    ],
  },
} as const satisfies Record<string, Wordings>;
