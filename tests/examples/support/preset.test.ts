import { describe, expect, it } from 'vitest';
import { presetIn } from '../../../examples/support/preset';

const presets = { quick: 1, full: 30 };

describe('presetIn', () => {
  it('finds the preset that the flags name, in both spellings', () => {
    expect(presetIn(['--preset', 'full'], presets, 'quick')).toEqual({ name: 'full', recipe: 30 });
    expect(presetIn(['--seed', '2', '--preset=full'], presets, 'quick').recipe).toBe(30);
  });

  it('falls back where none is named', () => {
    expect(presetIn(['--seed', '2'], presets, 'quick')).toEqual({ name: 'quick', recipe: 1 });
  });

  it('refuses a name that there is no preset for', () => {
    for (const args of [['--preset', 'slow'], ['--preset']]) {
      expect(() => presetIn(args, presets, 'quick')).toThrow('--preset takes one of quick, full;');
    }
  });
});
