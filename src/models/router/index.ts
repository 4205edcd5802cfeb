/** Which model on which server does a request: offers, admission, fallbacks, and the model client over them. */
export { cheapestThatHolds, type ModelRecord } from './cheapest.js';
export { createModels } from './create-models.js';
export type { OfferStatus } from './offer.js';
export type { CreateModelsOptions, JobStatus, ModelFiles, Models } from './options.js';
