/** Looking at and working on image files with sharp: limits, colours, differences, changes, crops, marks, and words for things in them. */
export { COLOUR_NAMES, type ColourName, type ColourShare, dominantColours, isColourless, nameColour } from './colours.js';
export { type ImageClaim, plainText, similarityWithin, ungroundedImageClaims } from './claims.js';
export { compareImages, type ImageDifference } from './compare.js';
export { type AskedSize, checkHolds, LONGEST_SIDE, openPicture, type OpenPicture, PICTURE_FORMATS, type PictureFormat, recoloured, scaled, settled, type Style, STYLES, writePicture } from './change.js';
export { boxOf, cropped, inCircle, partAround, ratioOf, type Region, REGIONS, SHAPE, shapedBox } from './crop.js';
export { drawMarks, type Mark } from './edit.js';
export { counted, labelsFor, OBJECT_LABELS, type ObjectMention, objectMentions, saysMoreThanSeen } from './object-words.js';
export { factSentences, gatherFacts, ImageFacts, type Watch } from './facts.js';
export { cannotTell, NOT_TOLD, openPartsOf, withoutOpenParts } from './open-parts.js';
export { type ImageHeader, MAX_PIXELS, openImage, type Raster, rasterOf, readHeader } from './open.js';
export { pluralOf } from '../captions/wording.js';
export { placeOf } from './place.js';
export { type ImageStatistics, measureImage } from './statistics.js';
export { coloursOfMiddle, coloursOfThing } from './thing-colours.js';
