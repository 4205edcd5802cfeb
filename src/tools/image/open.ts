/** Images are decoded in one place for engines and tools: header first, limits checked, upright, sRGB, on white. */
export { type ImageHeader, MAX_PIXELS, openImage, type Raster, rasterOf, readHeader } from '../../models/engines/raster.js';
