/** The values of one input: every contender makes the same ones from this, in its own language. */
export interface InputSpec {
  readonly shape: readonly number[];
  /** `uniform` in [low, high); `binary` is 1 with probability `high`; `labels` below `high`. */
  readonly kind: 'uniform' | 'binary' | 'labels';
  readonly low: number;
  readonly high: number;
  readonly seed: number;
}

export type InputSpecs = Readonly<Record<string, InputSpec>>;

/** What the bench asks a contender, one JSON object a line on its standard input. */
export type Question =
  /** Make the inputs, run the work once, answer with its value. */
  | { readonly prepare: string; readonly inputs: InputSpecs }
  /** Run the prepared work so many times, answer with the milliseconds it took. */
  | { readonly run: number };

/** What a contender answers, one JSON object a line on its standard output. */
export type Answer =
  | { readonly title: string }
  /** The value is null where the work draws noise of its own. */
  | { readonly value: number | null }
  | { readonly milliseconds: number }
  | { readonly absent: string };
