import type { TwilioForm } from './form.ts';

export interface TwilioCall {
  /** The ids in the path, without `.json`. */
  ids: Readonly<Record<string, string>>;
  form: TwilioForm;
  path: string;
}

/** An endpoint under its readable name: `prepare` checks, the function it returns does the work. */
export interface TwilioOperation {
  name: string;
  method: 'GET' | 'POST';
  path: string;
  successStatus: number;
  prepare(call: TwilioCall): () => object;
}
