import { join } from 'node:path';
import type * as tf from '@tensorflow/tfjs-core';
import { loadCheckpoint, saveCheckpoint, setAsideCheckpoint } from './checkpoint';
import { invocation, UsageError } from './commandLine';
import type { Interrupt } from './interrupt';

/** What decides the numbers of a run; a checkpoint is good for the same settings only. */
export type Settings = Readonly<Record<string, number | string | boolean>>;

/** A resumable training: its weights, its optimizer, and the position in its loop. */
export interface Run<Position> {
  readonly position: Position;
  save(): Promise<void>;
  /** Ends at Ctrl-C: saves, says how to go on, and exits as interrupted programs do. */
  endAt(interrupt: Interrupt): Promise<void>;
}

interface SavedState<Position> {
  readonly settings: Settings;
  readonly position: Position;
}

const checkSettings = (path: string, saved: Settings, wanted: Settings): void => {
  const differing = Object.keys(wanted).filter((name) => saved[name] !== wanted[name]);
  if (differing.length === 0) return;
  const list = (settings: Settings): string =>
    differing.map((name) => `${name} ${settings[name]}`).join(', ');
  throw new UsageError(
    `${path} was made with ${list(saved)}; this run has ${list(wanted)}. ` +
      'Resume with the same flags, or start anew in another --out folder.',
  );
};

/** Starts a run, or takes up the one in the folder where `resume` says so. */
export async function openRun<Position>({
  out,
  resume,
  command,
  settings,
  weights,
  optimizer,
  start,
}: {
  out: string;
  resume: boolean;
  command: string;
  settings: Settings;
  weights: Readonly<Record<string, tf.Variable>>;
  optimizer: tf.Optimizer;
  start: Position;
}): Promise<Run<Position>> {
  const path = join(out, 'checkpoint.safetensors');
  let position = start;
  if (resume) {
    const saved = loadCheckpoint<SavedState<Position>>(path);
    if (saved === undefined) {
      console.log(`There is no checkpoint in ${out} yet: starting from the beginning.`);
    } else {
      checkSettings(path, saved.state.settings, settings);
      const { tensors } = saved;
      for (const [name, variable] of Object.entries(weights)) {
        variable.assign(tensors[`weight/${name}`] as tf.Tensor);
      }
      await optimizer.setWeights(
        Object.entries(tensors)
          .filter(([name]) => name.startsWith('optimizer/'))
          .map(([name, tensor]) => ({ name: name.slice('optimizer/'.length), tensor })),
      );
      for (const tensor of Object.values(tensors)) tensor.dispose();
      position = saved.state.position;
    }
  } else {
    const aside = setAsideCheckpoint(path);
    if (aside !== undefined) console.log(`Starting anew; the earlier checkpoint is now ${aside}.`);
  }

  const save = async (): Promise<void> => {
    const moments = await optimizer.getWeights();
    saveCheckpoint(
      path,
      Object.fromEntries([
        ...Object.entries(weights).map(([name, value]) => [`weight/${name}`, value] as const),
        ...moments.map(({ name, tensor }) => [`optimizer/${name}`, tensor] as const),
      ]),
      { settings, position } satisfies SavedState<Position>,
    );
    // The step count is a tensor made for this call; the moments are the optimizer's own.
    moments[0]?.tensor.dispose();
  };
  return {
    position,
    save,
    endAt: async (interrupt) => {
      await save();
      console.log(
        `Stopped and saved. Go on with the same flags and --resume: ${invocation(command, '--resume')}`,
      );
      process.exitCode = 130;
      interrupt.stop();
    },
  };
}
