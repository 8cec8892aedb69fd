import { loadavg } from 'node:os';
import { labelSlots } from '#domain/slot-labels.ts';
import { nextSlot, slotsOf } from '#domain/slots.ts';
import type { SlotQuestion } from '#domain/slots.ts';
import { copiedSlots } from './slots/copied.ts';
import { measureInTurn, measureOnce } from './slots/measure.ts';
import type { Measured } from './slots/measure.ts';
import { clientZone, fullyBooked, scenarioL, scenarioM, scenarioS, widest } from './slots/scenarios.ts';
import { printTable } from './table.ts';

const rounds = 600;
/** So long nothing may keep the event loop. */
const blockMsMax = 10;

const labelled = (question: SlotQuestion) =>
  labelSlots(slotsOf(question), { clientZone, rules: question.rules });
const soonest = () => scenarioM.map((terms) => nextSlot(terms)).length;

const coldMs = measureOnce(() => labelled(scenarioS));
const shown = labelled(scenarioS);
// Parsed from text, as nothing of the engine is left in it: its strings are plain.
const ready: unknown = JSON.parse(JSON.stringify(shown));

const works = [
  () => JSON.stringify(ready),
  () => labelled(scenarioS),
  () => labelled(scenarioL),
  soonest,
  () => JSON.stringify(labelled(scenarioS)),
];
measureInTurn(works, rounds / 4);
const none: Measured = { median: NaN, p99: NaN };
const [text = none, s = none, l = none, m = none, whole = none] = measureInTurn(works, rounds);
const [wide = none, full = none] = measureInTurn(
  [() => labelled(widest), () => nextSlot(fullyBooked)],
  rounds / 10,
);
const copiedMs = measureOnce(() => copiedSlots(scenarioS, clientZone));
const copied = copiedSlots(scenarioS, clientZone).length;

printTable(
  `Slots: median of ${rounds} runs in turn; S has ${shown.length} slots, L ${labelled(scenarioL).length}, M ${scenarioM.length} lawyers`,
  [
    ['', 'ms', 'p99', 'ratio', 'of', 'target'],
    row('JSON.stringify of the slots of S', text),
    row('S: slots with both labels', s, [text, 'JSON.stringify', 'at most 3']),
    row('L: S with 1,000 bookings', l, [s, 'S', 'at most 2']),
    row('M: soonest slot of 200 lawyers', m, [s, 'S', 'at most 10']),
    row('S and its JSON', whole, [text, 'JSON.stringify', '']),
    row('the widest question there is', wide),
    row('nothing free in a year', full),
  ],
);
printTable('For information', [
  ['', 'ms', 'times S'],
  ['the algorithm that is copied, once', copiedMs.toFixed(1), (copiedMs / s.median).toFixed(0)],
  ['S in a process that never did it', coldMs.toFixed(1), (coldMs / s.median).toFixed(0)],
]);
const all = [s, l, m, wide, full];
const usual = Math.max(...all.map(({ median }) => median)).toFixed(1);
const worst = Math.max(...all.map(({ p99 }) => p99)).toFixed(1);
console.log(
  `Longest single computation: ${usual} ms, p99 ${worst} ms (target on an idle machine: at most ${blockMsMax})`,
);
console.log(`The copied algorithm offers ${copied} slots, the engine ${shown.length}.`);
console.log(
  `Load average of the machine at the end: ${loadavg()
    .map((load) => load.toFixed(1))
    .join(', ')}`,
);

type Target = [than: Measured, name: string, target: string];

function row(name: string, measured: Measured, [than, of, target]: Target | [] = []): string[] {
  const ratio = than === undefined ? '' : (measured.median / than.median).toFixed(2);
  return [name, measured.median.toFixed(3), measured.p99.toFixed(1), ratio, of ?? '', target ?? ''];
}
