/** Headless Chromium: finding or unpacking one, one browser a process, pages as pictures and visible text. */
export { openBrowser, closeBrowser, type BrowserLease } from './launch.js';
export { capturePage, MAX_DEVICE_PX, type CaptureOptions, type PageCapture, type PageFacts } from './capture.js';
export { PageDriver } from './driver.js';
export type { DriverOptions, Frame, MouseButton, Point } from './driver-options.js';
export type { BrowserExecutable } from './browser-executable.js';
export { findBrowser } from './executable.js';
export { browserStatus, type BrowserStatus } from './status.js';
export { judgePage, type PageJudgement, type PageKind } from './page-kind.js';
export { TextBlock } from './page-script.js';
