import { parseFlags } from '../../support/commandLine';
import { presetIn } from '../../support/preset';
import { createAdgmFrom } from '../adgmLearner';
import { adgmFlags, answered, commonFlags } from '../flags';
import { drawAuxiliary, generate, infer } from '../models/adgm';
import { presets } from '../presets';
import { labelledRunFlags } from './labelledRun';
import { trainOnPixels } from './onPixels';

const command = 'npm run example semi-supervised -- adgm';

export async function main(args: readonly string[]): Promise<void> {
  const { name, recipe } = presetIn(args, presets, 'default');
  const flags = { ...adgmFlags(recipe.adgm), ...commonFlags(name), ...labelledRunFlags };
  const purpose = 'Trains ADGM on the pixels of MNIST, few of which have labels.';
  const parsed = answered(parseFlags(args, { command, purpose, flags }));
  const { out: folder, resume, preset: _, threads, ...settings } = parsed;
  await trainOnPixels('ADGM', settings, { folder, resume, threads, command }, (inputs) => {
    const { adgm, learner } = createAdgmFrom(settings, inputs);
    return {
      learner,
      styleOf: (x, y) => infer(adgm, x, drawAuxiliary(adgm, x), y).mean,
      pixelLogits: (z, y) => generate(adgm, z, y),
    };
  });
}
