/** Oracles with too few cases run, out of those in `bench/oracles`. */
const NOT_RUN = [
  'comparison_holds', 'grounded_caption', 'grounded_description', 'image_contains', 'not_black', 'not_frozen', 'requirement_met', 'second_reading', 'speech_language',
  'speech_round_trip', 'subtitle_sync', 'text_visible', 'transcript_agrees',
];
/** Oracles that `bench/oracles` has no cases for. */
const NO_CASES = ['as_long_as_parts', 'rows_match_items', 'texts_in_order'];

/** Built-in oracles without measured error rates, with the reason. */
export const NOT_MEASURED: Readonly<Record<string, string>> = Object.fromEntries([
  ...NOT_RUN.map((name): [string, string] => [name, 'fewer than 20 planted defects and 20 clean cases of it were run to the end']),
  ...NO_CASES.map((name): [string, string] => [name, 'no defects were planted for it']),
]);
