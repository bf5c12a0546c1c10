/**
 * Patches of images, one for each position of a grid, as a matrix that is never written: a row for
 * each patch, with the channels of all its elements (its taps) one after the other.
 *
 * The tap (ty, tx) of the position (y, x) is the pixel (y strideY + ty stepY + offsetY, ...), or
 * zeros where there is none. That is what a convolution sees; its gradient to the input sees the
 * same with steps backwards.
 */
@unmanaged
export class Patches {
  images: usize;
  height: i32;
  width: i32;
  channels: i32;
  gridHeight: i32;
  gridWidth: i32;
  tapsY: i32;
  tapsX: i32;
  strideY: i32;
  strideX: i32;
  stepY: i32;
  stepX: i32;
  offsetY: i32;
  offsetX: i32;
  /** As many zeros as a pixel has channels. */
  zeros: usize;

  /** The length of a row. */
  get inner(): i32 {
    return this.tapsY * this.tapsX * this.channels;
  }
}

/** The bytes that a description of patches needs, zeros included. */
export function patchesBytes(channels: i32): i32 {
  return (((<i32>offsetof<Patches>()) + 15) & ~15) + (((channels << 2) + 15) & ~15);
}

/** Writes a description of patches to an address of 16 bytes' alignment. */
export function describePatches(
  address: usize,
  images: usize,
  height: i32,
  width: i32,
  channels: i32,
  gridHeight: i32,
  gridWidth: i32,
  tapsY: i32,
  tapsX: i32,
  strideY: i32,
  strideX: i32,
  stepY: i32,
  stepX: i32,
  offsetY: i32,
  offsetX: i32,
): void {
  const patches = changetype<Patches>(address);
  patches.images = images;
  patches.height = height;
  patches.width = width;
  patches.channels = channels;
  patches.gridHeight = gridHeight;
  patches.gridWidth = gridWidth;
  patches.tapsY = tapsY;
  patches.tapsX = tapsX;
  patches.strideY = strideY;
  patches.strideX = strideX;
  patches.stepY = stepY;
  patches.stepX = stepX;
  patches.offsetY = offsetY;
  patches.offsetX = offsetX;
  patches.zeros = address + ((offsetof<Patches>() + 15) & ~15);
  memory.fill(patches.zeros, 0, <usize>channels << 2);
}

/** Writes the addresses of one tap for `count` positions, from `first` on. */
export function locateTap(
  patches: Patches,
  tap: i32,
  first: i32,
  count: i32,
  pointers: usize,
): void {
  const gridWidth = patches.gridWidth, gridHeight = patches.gridHeight;
  const height = patches.height, width = patches.width;
  const zeros = patches.zeros;
  const pixel = patches.channels << 2;
  const row = first / gridWidth;
  let x = first - row * gridWidth;
  let image = row / gridHeight;
  let y = row - image * gridHeight;
  const tapY = tap / patches.tapsX;
  const fromY = patches.offsetY + tapY * patches.stepY;
  const fromX = patches.offsetX + (tap - tapY * patches.tapsX) * patches.stepX;
  const strideX = patches.strideX;
  const end = pointers + (<usize>count << 2);
  while (pointers < end) {
    const sourceY = y * patches.strideY + fromY;
    const endOfRow = min(end, pointers + (<usize>(gridWidth - x) << 2));
    if (<u32>sourceY < <u32>height) {
      const line = patches.images + <usize>(image * height + sourceY) * <usize>(width * pixel);
      let sourceX = x * strideX + fromX;
      for (; pointers < endOfRow; pointers += 4) {
        const isInside = <u32>sourceX < <u32>width;
        store<usize>(pointers, isInside ? line + <usize>(sourceX * pixel) : zeros);
        sourceX += strideX;
      }
    } else {
      for (; pointers < endOfRow; pointers += 4) store<usize>(pointers, zeros);
    }
    x = 0;
    y++;
    if (y == gridHeight) {
      y = 0;
      image++;
    }
  }
}
