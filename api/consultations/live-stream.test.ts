import { describe, expect, it } from 'vitest';
import { liveEvents } from './live-stream.ts';

describe('a live stream', () => {
  it('ends with the next sign of life after its reader has lost the session, and reads nothing any more', async () => {
    let looks = 0;
    const admitted = [true, false];
    const events = liveEvents({
      stamp: async () => String((looks += 1)),
      read: async () => ({ id: 'v', event: 'consultation', data: {} }),
      isAdmitted: async () => admitted.shift() ?? false,
      signal: new AbortController().signal,
      lookEveryMs: 1,
    });
    let told = 0;
    for await (const text of events) told += text.startsWith('id:') ? 1 : 0;
    expect([looks, told, admitted]).toEqual([29, 29, []]);
  });

  it('begins with the state, tells each change once, and ends with its reader', async () => {
    const stamps = ['1', '1', '2'];
    const reader = new AbortController();
    let reads = 0;
    const events = liveEvents({
      stamp: async () => stamps.shift() ?? '2',
      isAdmitted: async () => true,
      read: async () => ({ id: `v${(reads += 1)}`, event: 'consultation', data: { reads } }),
      signal: reader.signal,
    });
    const texts: string[] = [];
    for await (const text of events) {
      texts.push(text);
      if (reads === 2) reader.abort();
    }
    expect(texts).toEqual([
      'retry: 2000\n\n',
      'id: v1\nevent: consultation\ndata: {"reads":1}\n\n',
      'id: v2\nevent: consultation\ndata: {"reads":2}\n\n',
    ]);
  });
});
