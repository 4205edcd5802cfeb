/** Arguments that make video which every player shows: H.264 in 4:2:0 with even sides, its index at the front. */
export const VIDEO_CODEC = ['-c:v', 'libx264', '-preset', 'veryfast', '-crf', '20', '-pix_fmt', 'yuv420p', '-movflags', '+faststart'] as const;
export const AUDIO_CODEC = ['-c:a', 'aac', '-b:a', '160k'] as const;
/** H.264 in 4:2:0 needs even sides. */
export const EVEN_SIDES = 'scale=trunc(iw/2)*2:trunc(ih/2)*2';
