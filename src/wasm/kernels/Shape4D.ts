/** The shape of images, or of a filter of them. */
export type Shape4D = [number, number, number, number];
