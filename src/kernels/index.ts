/** Work on pixels and vectors that is worth a native kernel. */
export { type RgbaFrame, strideOf } from './frame.js';
export { boxesOfTiles, boxHash, changedBoxes, tileDifference, tileHashes, type TileDifference, type TileGrid, type TileHashes } from './tiles.js';
