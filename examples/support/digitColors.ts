/** One color a digit, dark enough for dots on white. */
export const digitColors: readonly string[] = [
  '#4e79a7',
  '#f28e2c',
  '#e15759',
  '#499894',
  '#59a14f',
  '#c9a227',
  '#af7aa1',
  '#ff7f9f',
  '#9c755f',
  '#79706e',
];

/** The ten digits. */
export const digits: readonly number[] = Array.from({ length: 10 }, (_, digit) => digit);
