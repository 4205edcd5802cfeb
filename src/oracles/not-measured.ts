/** Built-in oracles without measured error rates, with the reason. */
export const NOT_MEASURED: Readonly<Record<string, string>> = { second_reading: 'fewer than 20 planted defects and 20 clean cases of it were run to the end' };
