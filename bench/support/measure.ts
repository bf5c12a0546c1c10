import type { Workload } from '../workloads';
import type { ContenderProcess } from './contenderProcess';

/** How long to look. */
export interface Effort {
  /** Rounds; in each one every contender has its turn. */
  readonly rounds: number;
  /** Milliseconds that a turn should take, in as many repetitions as that needs. */
  readonly turn: number;
}

/** What one contender did on one workload: a duration per round, or why there is none. */
export type Measurement =
  | { readonly absent: string }
  | { readonly value: number | null; readonly repetitions: number; readonly durations: number[] };

async function timed(contender: ContenderProcess, repetitions: number): Promise<number> {
  const answer = await contender.ask({ run: repetitions });
  if ('milliseconds' in answer) return answer.milliseconds / repetitions;
  throw new Error('absent' in answer ? answer.absent : 'an answer to another question');
}

/** Warms up until a turn is long enough; returns the repetitions that it takes. */
async function calibrate(contender: ContenderProcess, turn: number): Promise<number> {
  let repetitions = 1;
  for (let spent = 0; ; ) {
    const duration = await timed(contender, repetitions);
    spent += duration * repetitions;
    const wanted = Math.max(1, Math.round(turn / duration));
    // Compilers of all kinds need a while.
    if (spent >= 2 * turn && wanted <= 2 * repetitions) return wanted;
    repetitions = Math.min(wanted, 4 * repetitions);
  }
}

/**
 * Measures all contenders side by side, round after round, so that what else the machine is doing
 * meets all of them. The one that begins changes from round to round.
 */
export async function measure(
  { name, inputs }: Workload,
  contenders: readonly (ContenderProcess | undefined)[],
  { rounds, turn }: Effort,
): Promise<readonly Measurement[]> {
  const measurements: Measurement[] = [];
  for (const contender of contenders) {
    const answer = await contender?.ask({ prepare: name, inputs });
    if (contender === undefined || answer === undefined) {
      measurements.push({ absent: 'absent' });
    } else if (!('value' in answer)) {
      measurements.push('absent' in answer ? answer : { absent: 'no answer' });
    } else {
      const repetitions = await calibrate(contender, turn);
      measurements.push({ value: answer.value, repetitions, durations: [] });
    }
  }
  for (let round = 0; round < rounds; round++) {
    for (let place = 0; place < contenders.length; place++) {
      const index = (round + place) % contenders.length;
      const measurement = measurements[index] as Measurement;
      if ('absent' in measurement) continue;
      const contender = contenders[index] as ContenderProcess;
      measurement.durations.push(await timed(contender, measurement.repetitions));
    }
  }
  return measurements;
}
