/** Built-in oracles without measured error rates, with the reason. `bench/oracles` has cases for all of them. */
export const NOT_MEASURED: Readonly<Record<string, string>> = Object.fromEntries(
  [
    'audio_facts_hold', 'audio_format', 'comparison_holds', 'decodes', 'file_size', 'grounded_caption', 'grounded_description', 'has_audio', 'image_contains', 'not_black',
    'not_frozen', 'requirement_met', 'second_reading', 'speech_language', 'speech_round_trip', 'subtitle_sync', 'text_visible', 'timing_within_media', 'transcript_agrees', 'video_facts_hold',
  ].map((name) => [name, 'fewer than 20 planted defects and 20 clean cases of it were run to the end']),
);
