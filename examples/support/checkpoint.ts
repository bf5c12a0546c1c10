import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';
import * as tf from '@tensorflow/tfjs-core';

/**
 * Everything a run needs to go on: its tensors by name, and a JSON record of the rest.
 *
 * The file is a safetensors file (8 bytes of header length, a JSON header, the raw values), so
 * other programs can read the weights. It is written beside the old one, flushed, and renamed over
 * it: a run killed while saving leaves the previous checkpoint whole.
 */
export function saveCheckpoint(
  path: string,
  tensors: Readonly<Record<string, tf.Tensor>>,
  state: unknown,
): void {
  const header: Record<string, unknown> = { __metadata__: { state: JSON.stringify(state) } };
  const chunks: Uint8Array[] = [];
  let offset = 0;
  for (const [name, tensor] of Object.entries(tensors)) {
    const values = Float32Array.from(tensor.dataSync());
    header[name] = {
      dtype: 'F32',
      shape: tensor.shape,
      data_offsets: [offset, offset + values.byteLength],
    };
    chunks.push(new Uint8Array(values.buffer));
    offset += values.byteLength;
  }
  const json = Buffer.from(JSON.stringify(header));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(json.length));

  mkdirSync(dirname(path), { recursive: true });
  const file = openSync(`${path}.part`, 'w');
  for (const chunk of [length, json, ...chunks]) writeSync(file, chunk);
  fsyncSync(file);
  closeSync(file);
  renameSync(`${path}.part`, path);
}

/** Reads what `saveCheckpoint` wrote; undefined where there is no such file. */
export function loadCheckpoint<State>(
  path: string,
): { readonly tensors: Readonly<Record<string, tf.Tensor>>; readonly state: State } | undefined {
  if (!existsSync(path)) return undefined;
  const bytes = readFileSync(path);
  const dataStart = 8 + Number(bytes.readBigUInt64LE(0));
  const { __metadata__: metadata, ...entries } = JSON.parse(
    bytes.toString('utf8', 8, dataStart),
  ) as { __metadata__: { state: string } } & Record<
    string,
    { shape: number[]; data_offsets: [number, number] }
  >;
  const tensors = Object.entries(entries).map(
    ([
      name,
      {
        shape,
        data_offsets: [from, to],
      },
    ]) => {
      // A copy: the header's length leaves the values unaligned in the file.
      const raw = bytes.buffer.slice(
        bytes.byteOffset + dataStart + from,
        bytes.byteOffset + dataStart + to,
      );
      return [name, tf.tensor(new Float32Array(raw), shape)] as const;
    },
  );
  return { tensors: Object.fromEntries(tensors), state: JSON.parse(metadata.state) as State };
}

/** Moves an earlier checkpoint aside, so that starting anew loses nothing. Returns where to. */
export function setAsideCheckpoint(path: string): string | undefined {
  if (!existsSync(path)) return undefined;
  const aside = path.replace(/(\.\w+)?$/, '.previous$1');
  renameSync(path, aside);
  return aside;
}
