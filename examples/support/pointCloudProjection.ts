/** A point in three dimensions. */
export type Point3 = readonly [number, number, number];

/** From where a cloud is looked at, in radians. */
export interface View {
  /** Turns the cloud about its third axis, which stays upright. */
  readonly azimuth: number;
  /** Raises the eye above the plane of the other two. */
  readonly elevation: number;
}

/** A point on the page: to the right, upwards, and towards the eye. */
export interface Projected {
  readonly x: number;
  readonly y: number;
  readonly depth: number;
}

/** A parallel projection: still pictures and the one to turn share it. */
export function project([a, b, c]: Point3, { azimuth, elevation }: View): Projected {
  const right = a * Math.cos(azimuth) + b * Math.sin(azimuth);
  const away = -a * Math.sin(azimuth) + b * Math.cos(azimuth);
  return {
    x: right,
    y: c * Math.cos(elevation) + away * Math.sin(elevation),
    depth: c * Math.sin(elevation) - away * Math.cos(elevation),
  };
}

const corner = (index: number): Point3 => [
  index & 1 ? 1 : -1,
  index & 2 ? 1 : -1,
  index & 4 ? 1 : -1,
];

/** The twelve edges of the cube from -1 to 1 that frames a cloud. */
export const cubeEdges: readonly (readonly [Point3, Point3])[] = Array.from(
  { length: 8 },
  (_, from) =>
    [1, 2, 4]
      .filter((axis) => (from & axis) === 0)
      .map((axis) => [corner(from), corner(from | axis)] as const),
).flat();

/** Where the name of each axis stands: at the middle of an edge along it. */
export const axisPlaces: readonly Point3[] = [
  [0, -1.18, -1.1],
  [1.18, 0, -1.1],
  [-1.14, -1.14, 0],
];
