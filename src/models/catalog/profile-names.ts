/** Sets of models for a kind of machine: `cpu` any, `cpu-large` 16 GB of RAM and 8 cores, the others by the memory of their largest GPU. */
export const PROFILE_NAMES = ['cpu', 'cpu-large', 'gpu-8gb', 'gpu-24gb', 'gpu-80gb'] as const;
export type ProfileName = (typeof PROFILE_NAMES)[number];
