/** Depth, height and width. */
type Extent = readonly [number, number, number];

/**
 * How windows slide over a batch of volumes. One of images is one of volumes of depth 1, so that
 * convolutions, depthwise ones and pools, in two dimensions and in three, share their loops.
 */
export interface WindowGeometry {
  readonly batch: number;
  readonly input: Extent;
  readonly output: Extent;
  readonly window: Extent;
  readonly stride: Extent;
  readonly dilation: Extent;
  /** The padding before the first element of each axis; that behind the last one is implied. */
  readonly padding: Extent;
}
