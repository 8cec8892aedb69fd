import { describe, expect, it } from 'vitest';
import { codeIn } from './code-digits.ts';

describe('a code that was typed or pasted', () => {
  it.each([
    ['048121', '048121'],
    [' 048 121\n', '048121'],
    ['Your code: 048121.', '048121'],
    ['\u0660\u0664\u0668\u0661\u0662\u0661', '048121'],
    ['\u06f0\u06f4\u06f8\u06f1\u06f2\u06f1', '048121'],
    ['0481219', '048121'],
    ['code', ''],
  ])('%j is %j', (typed, code) => {
    expect(codeIn(typed)).toBe(code);
  });
});
