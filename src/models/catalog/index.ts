/** Which models exist: the built-in entries, their schema, and the merging of a user's own. */
export { BUILT_IN_ENTRIES } from './built-in.js';
export { loadCatalog, mergeCatalog, readCatalogFile } from './load.js';
export { CatalogEntry, type CatalogEntryInput, EngineName, HubSource, LocalSource, ModelFile, ModelSource, NpmSource, PypiSource, UrlSource, WheelPart } from './schema.js';
export { PROFILE_NAMES, type ProfileName } from './profile-names.js';
export { commandFor, optionsFor, type Profile, profileFor, type ProfileModel, profileOf, type ProfileRole, pythonModelsOf, shortName } from './profiles.js';
