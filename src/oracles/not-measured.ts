/** Built-in oracles without measured error rates, with the reason. */
export const NOT_MEASURED: Readonly<Record<string, string>> = Object.fromEntries([
  ...[
    'as_long_as_parts', 'comparison_holds', 'grounded_caption', 'grounded_description', 'image_contains', 'requirement_met', 'second_reading', 'speech_language', 'speech_round_trip', 'subtitle_sync', 'transcript_agrees',
  ].map((name): [string, string] => [name, 'fewer than 20 planted defects and 20 clean cases of it were run to the end']),
  ['answer_in_place', 'no defects were planted for it'],
]);
