import { UsageError } from './commandLine';

/** The preset that `--preset` names, before the other flags take their defaults from it. */
export function presetIn<Recipe>(
  args: readonly string[],
  presets: Readonly<Record<string, Recipe>>,
  fallback: string,
): { readonly name: string; readonly recipe: Recipe } {
  const at = args.findIndex((arg) => /^--preset(=|$)/.test(arg));
  const name = at < 0 ? fallback : (args[at]?.split('=')[1] ?? args[at + 1] ?? '');
  const recipe = presets[name];
  if (recipe) return { name, recipe };
  throw new UsageError(`--preset takes one of ${Object.keys(presets).join(', ')}; got '${name}'.`);
}
