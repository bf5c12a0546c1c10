import { describeValue } from './describe';
import { invalidType } from './invalidArgument';

/** Throws unless `json` is a parsed record of the given format, in the version of this package. */
export function checkFormat(fn: string, json: unknown, format: string): void {
  const record = json as { readonly format?: unknown; readonly version?: unknown } | null;
  const isRecord = typeof record === 'object' && record !== null;
  if (isRecord && record.format === format && record.version === 1) return;
  throw invalidType(
    fn,
    `json must be a record of format '${format}', version 1`,
    isRecord && record.format !== undefined
      ? `format ${describeValue(record.format)}, version ${describeValue(record.version)}`
      : describeValue(json),
    typeof json === 'string'
      ? 'Parse it with JSON.parse first.'
      : 'Pass what JSON.parse returns for a record that toJSON has made.',
  );
}
