import type { Wordings } from '../../core/index.js';

/** How people ask for pictures to be changed, and what they ask for that these tools do not do. */
export const changeWordings = {
  resize_image: {
    asks: [
      'make the picture 800 pixels wide', 'resize the photo', 'scale the picture down', 'make the image smaller', 'shrink the picture to half its size',
      'a thumbnail of the picture', 'make a small preview of the photo', 'enlarge the photo', 'make the picture twice as large', 'resize it to 1024x768',
      'reduce the size of the image to 50%', 'the photo is too big for my website, make it 600 px high', 'I need it 1200 pixels wide',
      'scale it to 300 px', 'the longest side should have 1000 pixels', 'downsize this photo', 'a 200 px version of the logo', 'make it bigger',
      'bring the picture to 1920 by 1080', 'blow up the picture', 'a smaller version of the photo for e-mail', 'square thumbnail of 150 pixels',
    ],
    notFor: [
      'make the picture smaller by cutting something away', 'make the file of the photo smaller than 200 kB', 'make the picture sharper', 'make her eyes bigger', 'make the text in the picture larger',
      'how big is the picture', 'make the dog bigger', 'improve the resolution of the blurry photo', 'make him look thinner', 'add a border', 'make the video 640 pixels wide',
      'make the person taller', 'a smaller text', 'print it larger',
    ],
  },
  turn_image: {
    asks: [
      'rotate the picture by 90 degrees', 'turn the photo clockwise', 'turn the picture upside down', 'mirror the image', 'flip the photo horizontally',
      'rotate it to the left', 'the photo lies on its side, turn it', 'flip the picture vertically', 'rotate the scan 180 degrees', 'turn it by a quarter counterclockwise',
      'a mirror image of the photo', 'swap left and right in the picture', 'the scan is the wrong way round, turn it by 180',
      'rotate the image 270 degrees', 'flip it', 'turn the photo a quarter turn to the right', 'mirrored please',
    ],
    notFor: [
      'straighten the crooked horizon', 'rotate the car in the picture', 'turn the head of the woman',
      'turn on the light', 'turn the picture into a painting', 'turn the photo into a cartoon', 'play it backwards', 'turn the page', 'mirror the dog only', 'turn it into text',
      'make the photo 3D', 'turn him to the camera',
    ],
  },
  recolour_image: {
    asks: [
      'make the photo black and white', 'turn the picture to greyscale', 'convert the image to grayscale', 'a black and white version of the photo', 'take the colour out of the picture',
      'make it monochrome', 'sepia tone please', 'make the photo look like an old sepia photograph', 'invert the colours of the picture', 'a negative of the photo',
      'remove the colours from the photo', 'in black and white please', 'make it grey', 'b&w version of this', 'desaturate the picture',
    ],
    notFor: [
      'colour the black and white photo', 'colour this old photo', 'make the colours stronger', 'make the sky bluer', 'change the colour of the car', 'make the video black and white',
      'which colours are in the picture', 'make the picture brighter', 'remove the red eyes', 'make only the background black and white', 'paint the house green',
      'is the photo black and white', 'more contrast', 'make it look like a painting', 'change the background to white', 'make the grass greener', 'warmer colours',
      'put a filter on the photo', 'make the hair blond', 'turn the black and white film into colour',
    ],
  },
  convert_image: {
    asks: [
      'save the picture as PNG', 'convert the photo to JPEG', 'I need it as a jpg', 'save it as WebP', 'turn the image into a png file', 'convert this to webp',
      'change the format of the picture', 'export the image as tiff', 'make a jpeg of it', 'as png please', 'the website only takes jpg, convert it', 'give me the picture as AVIF',
      'convert the heic photo to jpg', 'convert the picture to png', 'the picture in another file format',
    ],
    notFor: [
      'convert the picture to pdf', 'turn the photo into a drawing', 'convert the picture to text', 'save the picture as svg', 'vectorise the logo', 'convert the picture to a video',
      'convert the picture into a word document', 'zip the pictures', 'turn the photo into a cartoon', 'save it in my cloud', 'save it as a bmp', 'make an icon file of it',
    ],
  },
} as const satisfies Record<string, Wordings>;
