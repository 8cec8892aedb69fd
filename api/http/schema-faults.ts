import type { TLocalizedValidationError } from 'typebox/error';
import type { Fault } from '#domain/problem.ts';
import { escapePointer } from './text-faults.ts';

const formatDetails: Readonly<Record<string, string>> = {
  'date-time': 'must be an instant with an offset, such as 2026-11-26T10:00:00+04:00',
  date: 'must be a date that exists, such as 2026-11-26',
  'iana-zone': 'must be the IANA name of a time zone, such as Asia/Dubai',
  'wall-time': 'must be a time of the day, such as 09:30',
  'wall-time-end': 'must be a time of the day, such as 17:30 or 24:00',
  uuid: 'must be an id',
  email: 'must be an e-mail address',
};

const unknownField = 'is not a field of this request';

/** What the validator found, as pointers into the request: one for each field that is missing, unknown or wrong. */
export function schemaFaults(errors: readonly TLocalizedValidationError[], root: string): Fault[] {
  return errors.flatMap((error) => faultsOf(error, `${root}${error.instancePath}`));
}

function faultsOf(error: TLocalizedValidationError, pointer: string): Fault[] {
  const { keyword, params } = error;
  if (keyword === 'required') return faultsAt(pointer, params.requiredProperties, 'is missing');
  // Told for each unknown field, as the schema `false`, and once for all of them, unless the errors were too many before.
  if (keyword === 'boolean') return [{ pointer, detail: unknownField }];
  if (keyword === 'additionalProperties') return faultsAt(pointer, params.additionalProperties, unknownField);
  if (keyword === 'enum')
    return [{ pointer, detail: `must be one of ${params.allowedValues.map(String).join(', ')}` }];
  if (keyword === 'format') return [{ pointer, detail: formatDetails[params.format] ?? error.message }];
  if (keyword === 'pattern')
    return [{ pointer, detail: 'does not have the form that the documentation gives' }];
  if (keyword === 'anyOf') return [{ pointer, detail: 'has none of the forms that the documentation gives' }];
  return [{ pointer, detail: error.message }];
}

function faultsAt(pointer: string, names: readonly string[], detail: string): Fault[] {
  return names.map((name) => ({ pointer: `${pointer}/${escapePointer(name)}`, detail }));
}
