/** What `bench/oracles` measured on the half of the cases that no limit was chosen by. Written by the bench: do not edit by hand. */
export const MEASUREMENTS = {
  machine: 'Intel(R) Xeon(R) Processor, 2 cores, 24 GiB, linux x64, Node v20.20.2',
  seed: 'vouch',
  oracles: {
    image_dimensions: { defects: 20, caught: 20, missed: 0, clean: 20, passed: 20, falseAlarms: 0, secondsPerCase: 0.052 },
    no_refusal: { defects: 150, caught: 138, missed: 12, clean: 150, passed: 150, falseAlarms: 0, secondsPerCase: 0.003 },
    no_repetition: { defects: 39, caught: 39, missed: 0, clean: 38, passed: 38, falseAlarms: 0, secondsPerCase: 0.013 },
    not_blank: { defects: 20, caught: 20, missed: 0, clean: 20, passed: 20, falseAlarms: 0, secondsPerCase: 0.419 },
    not_empty: { defects: 150, caught: 150, missed: 0, clean: 150, passed: 150, falseAlarms: 0, secondsPerCase: 0 },
    text_contains: { defects: 150, caught: 150, missed: 0, clean: 150, passed: 150, falseAlarms: 0, secondsPerCase: 0 },
    text_format: { defects: 150, caught: 150, missed: 0, clean: 150, passed: 150, falseAlarms: 0, secondsPerCase: 0.001 },
    text_language: { defects: 150, caught: 150, missed: 0, clean: 150, passed: 150, falseAlarms: 0, secondsPerCase: 0.068 },
    text_length: { defects: 150, caught: 150, missed: 0, clean: 150, passed: 150, falseAlarms: 0, secondsPerCase: 0.013 },
  },
};
