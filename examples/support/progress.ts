import { Presets, SingleBar } from 'cli-progress';

/** A bar with loss and remaining time on a terminal, plain lines now and then when piped. */
export function createProgress(title: string, total: number, start = 0) {
  const bar = new SingleBar(
    {
      format: `${title} {bar} {percentage}% | {value}/{total} | {note} | {eta_formatted} left`,
      hideCursor: true,
      noTTYOutput: true,
      notTTYSchedule: 15_000,
      // The first steps of a run are slower than the rest.
      etaBuffer: 100,
    },
    Presets.shades_classic,
  );
  bar.start(total, start, { note: '' });
  return {
    update: (value: number, note: string): void => bar.update(value, { note }),
    stop: (): void => bar.stop(),
  };
}
