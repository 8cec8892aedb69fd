import { describe, expect, it } from 'vitest';
import { ApiProblem } from '#web/requests/problem.ts';
import { refusedFields } from './refused-fields.ts';

const controls = [
  { pointer: '/name', id: 'name', text: 'Write a name.' },
  { pointer: '/documentIds', id: 'documents', text: 'Add them again.' },
];

function refused(...pointers: string[]): ApiProblem {
  const errors = pointers.map((pointer) => ({ pointer, detail: 'is not valid' }));
  return new ApiProblem('invalid_request', 400, { errors });
}

describe('the faults of a refused request', () => {
  it('stand at their controls, also for a part of a field', () => {
    expect(refusedFields(refused('/body/name', '/body/documentIds/0'), controls)).toEqual({
      name: 'Write a name.',
      documents: 'Add them again.',
    });
  });

  it('are none for what no control is responsible for', () => {
    expect(refusedFields(refused('/body/names', '/query/name', '/header/if-match'), controls)).toEqual({});
    expect(refusedFields(new ApiProblem('network', 0), controls)).toEqual({});
  });
});
