/** Built-in oracles without measured error rates, with the reason. `bench/oracles` has cases for all of them. */
export const NOT_MEASURED: Readonly<Record<string, string>> = Object.fromEntries(
  [
    'decodes', 'file_size', 'image_contains', 'text_visible', 'image_changed', 'same_image', 'grounded_description', 'not_silent', 'not_clipped', 'duration', 'audio_format', 'speech_round_trip', 'speech_language', 'transcript_agrees',
    'not_black', 'not_frozen', 'has_audio', 'timing_within_media', 'subtitle_sync', 'grounded_caption', 'grounded_text', 'faithful_translation', 'page_shows', 'audio_facts_hold', 'video_facts_hold', 'detections_confirmed', 'comparison_holds', 'answers_question', 'second_reading', 'requirement_met',
  ].map((name) => [name, 'its cases have not been run to the end on a quiet machine']),
);
