/** Work on pixels and vectors: native kernels where they were built, TypeScript that gives the same results everywhere. */
export { byteDifference } from './bytes.js';
export { colourComponents, componentBox, maskComponents, type Components } from './components.js';
export { contourOf } from './contour.js';
export { type RgbaFrame, strideOf } from './frame.js';
export { hashDistance, perceptualHash } from './hash.js';
export { chooseKernels, kernelStatus, type KernelStatus } from './native.js';
export { toPlanes, type InterleavedImage, type PlaneOptions } from './planes.js';
export { boxesOfTiles, boxHash, changedBoxes, tileDifference, tileHashes, type TileDifference, type TileGrid, type TileHashes } from './tiles.js';
export { dotProducts, matrixOf, topMatches, type Match, type Matrix } from './vectors.js';
