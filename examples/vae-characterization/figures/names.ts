/** A contestant's name as a file name. */
export const figureName = (name: string): string => name.toLowerCase().replace(/[^a-z0-9]+/g, '-');

export const axisName = (dimension: number): string => `latent ${dimension + 1}`;
