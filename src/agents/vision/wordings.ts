import type { Wordings } from '../../core/index.js';

/** How people ask for these tools, and what they ask for that these tools do not do. */
export const wordings = {
  describe_image: {
    asks: [
      'describe the picture', 'what is in this photo', 'what does the picture show', 'caption this image', 'tell me what you see',
      'explain the picture', 'what is happening in this photo', 'write an alt text for the image', 'describe the photo for a blind person',
      'give the picture a caption', 'what am I looking at', 'put the picture into words', 'what is it in the picture', 'what is on this photo',
      'a caption for the photo', 'alt text for this image', 'my son sent me this picture, what is it', 'a short line about each of the photos',
      'tell my blind friend what the photo shows', 'what do you see here', 'say what the picture is about', 'image description for the website',
      'describe what one can see', 'tell me about this picture', 'a caption for my post about this photo', "what's going on in the picture",
      'describe each picture in one sentence', 'put into words what is painted here', 'indoors or outdoors, what does the picture show',
    ],
    notFor: [
      'paint a picture of a castle', 'draw me a picture', 'generate an image', 'who took this photo', 'who is the person in the picture',
      'where was this photo taken', 'who made this painting', 'is the photo real or made by a computer', 'how much is this worth',
      'make a picture of it', 'improve the photo', 'which camera took this',
    ],
  },
  detect_objects: {
    asks: [
      'detect the objects in the photo', 'find all people in the picture', 'list the things in the picture', 'count the cars in the photo',
      'which objects are in the picture', 'locate the animals in the image', 'where are the dogs, with their boxes',
      'find the objects and give their coordinates', 'where in the picture are the bikes', 'how many cars and people are there',
      'find the objects in the photo', 'count the sheep in the picture', 'what things do you recognise', 'list everything on the table in the photo',
      'which animals are in the picture and where', 'list everything you see on the desk', 'are there more than three cars',
      'which things are in the room',
    ],
    notFor: [
      'who is the person in the photo', 'remove the person from the photo', 'find my keys', 'who are the people in the photo', 'recognise the face',
      'find similar pictures',
    ],
  },
  read_text: {
    asks: [
      'read the text in the picture', 'what does the sign say', 'what is written in the photo', 'which words are in the picture',
      'get the text out of the scan', 'OCR this page', 'copy the text from the screenshot', 'what does the label say', 'read the receipt',
      'read the menu in the photo', 'type out what stands on the poster', 'make out the number plate', 'what is written on it',
      'what does it say on the door', 'read what is on the sign', 'make text of the scanned page', 'type the scan', 'the words on the label',
      'copy the handwriting in the photo', 'what does the notice say', 'what do the receipts say', 'digitise the document',
      'the text on the screenshot', 'scan this for me', 'what does the slide say', 'read the leaflet', 'the text of the invoice in the photo',
      'type up the whiteboard', 'write down the text in each picture', 'what is the serial number on the label',
    ],
    notFor: [
      'put text on the picture', 'change the text in the picture', 'write my name on the photo', 'translate by hand', 'whose handwriting is this',
      'remove the text from the picture',
    ],
  },
  answer_about_image: {
    asks: [
      'how many people are in the photo', 'what colour is the car in the picture', 'is there a dog in the picture', 'what animal is this',
      'where is the cat in the image', 'does the photo show a person', 'which of the pictures shows a bird', 'is it day or night in the photo',
      'what is the man holding in the picture', 'what is the weather like in the picture', 'what is the total on this receipt',
      'is anybody in the picture', 'what colour is the door in the picture', 'how many of them are in the photo', 'what is the woman wearing',
      'is the shop open in the picture', 'does anyone wear glasses in the picture', 'what breed is the dog',
      'which of my photos have a person in them', 'is it raining in the photo', 'what time does the clock in the picture show',
      'how many there are in the picture', 'which year is on the plaque in the photo', 'what brand is the car', 'is the dog in the picture asleep',
      'does the sign allow parking on Sunday', 'any people in the picture, yes or no', 'what is she wearing', 'is the door in the photo open',
      'how many bottles are on the shelf', 'indoors or outdoors', 'what kind of bird is it', 'does he smile in the picture',
    ],
    notFor: [
      'put the pictures side by side', 'blur the faces', 'send the picture to a friend',
      'colour the photo', 'print the picture', 'who is this person', 'who is the man in the photo', 'when was the picture taken',
      'make the sky bluer', 'make the colours stronger', 'change the colour of the car', 'is this mole dangerous',
    ],
  },
  compare_images: {
    asks: [
      'compare the two pictures', 'what is different between the photos', 'what changed between the two screenshots', 'spot the differences',
      'are the two pictures the same', 'do the photos show the same thing', 'how do these images differ', 'before and after: what is new',
      'compare the screenshot with the design', 'does it look like the other picture', 'did anything change between the two photos',
      'compare it with the new picture', 'is the page the same as the picture', 'what did they change, here are the old and the new scan',
      'differences between the product photo and the real thing', 'does the screenshot match the mockup',
      'find what is missing in the second picture', 'same or different', 'is the logo the same as ours', 'what is new in the second screenshot',
      'which details differ',
    ],
    notFor: [
      'put the pictures side by side', 'put the two pictures next to each other in one picture', 'merge the pictures into one', 'which picture is more beautiful', 'who of the two is prettier',
      'swap the faces', 'blend the two photos', 'make a collage',
    ],
  },
  crop_image: {
    asks: [
      'crop the picture to the dog', 'cut the person out of the photo', 'cut out the left half of the picture', 'zoom in on the car',
      'give me only the part with the cat', 'trim the image', 'crop the photo to a box', 'take just the bird from the picture',
      'I only want the cat, not the rest', 'just the face please, cut away everything else', 'zoom to the sign', 'the upper half of the picture',
      'cut it to the person', 'take the car out as its own picture', 'only the part with the house', 'cut the screenshot to the logo',
      'take away the border and keep the middle', 'make the picture smaller by cutting it to the face', 'crop it to a square', 'cut the photo into a circle', 'crop the picture to 16:9', 'a corner of the scan', 'only the head of the horse',
    ],
    notFor: [
      'blur the faces', 'remove the background',
      'remove the person from the photo', 'make the picture brighter', 'put the pictures side by side', 'colour the old photo',
      'make the sky more blue', 'remove the red eyes',
      'swap the face', 'print the picture', 'put the cat on the moon', 'change the background',
    ],
  },
  annotate_image: {
    asks: [
      'draw boxes around the objects', 'mark the people in the photo', 'mark everything you recognise', 'label the things in the picture',
      'highlight the cars', 'put a frame around each animal', 'circle the dogs', 'show where the objects are in the picture',
      'put boxes round all people', 'show me where the bikes are', 'frame the things you see', 'draw a box around every car',
      'mark it in the picture', 'point out the dogs in the photo', 'outline the objects', 'mark them in the photo', 'boxes and names on all objects',
      'show with frames what you found',
    ],
    notFor: [
      'write a title on the picture', 'blur the faces', 'draw me a picture', 'paint a castle', 'draw a moustache on him', 'add an arrow with text',
      'write the date on the photo', 'draw a logo',
    ],
  },
} as const satisfies Record<string, Wordings>;
