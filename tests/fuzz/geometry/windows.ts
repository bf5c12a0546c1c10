import fc from 'fast-check';
import { upTo } from './images';

/** How small windows slide over small images, or volumes. */
export interface Windows {
  readonly batch: number;
  readonly height: number;
  readonly width: number;
  readonly channels: number;
  readonly outChannels: number;
  readonly rows: number;
  readonly columns: number;
  readonly strides: [number, number];
  readonly pad: 'same' | 'valid' | number;
}

const length = fc.integer({ min: 4, max: 9 });

/** Windows that fit into what they slide over, whatever the padding. */
export const windows = fc.record<Windows>({
  batch: upTo(3),
  height: length,
  width: length,
  channels: upTo(4),
  outChannels: upTo(4),
  rows: upTo(4),
  columns: upTo(4),
  strides: fc.tuple(upTo(3), upTo(3)),
  pad: fc.constantFrom<'same' | 'valid' | number>('same', 'valid', 0, 1, 2),
});
