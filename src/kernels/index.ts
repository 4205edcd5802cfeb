/** Work on pixels and vectors that is worth a native kernel. */
export { colourComponents, componentBox, maskComponents, type Components } from './components.js';
export { contourOf } from './contour.js';
export { type RgbaFrame, strideOf } from './frame.js';
export { boxesOfTiles, boxHash, changedBoxes, tileDifference, tileHashes, type TileDifference, type TileGrid, type TileHashes } from './tiles.js';
