import { type Html, html } from './html.ts';

/** A moment as the pages show it, in UTC so that it can be compared with logs. */
export function moment(ms: number): Html {
  const iso = new Date(ms).toISOString();
  return html`<time datetime="${iso}" title="${iso}">${iso.slice(5, 10)} ${iso.slice(11, 19)}</time>`;
}

const tones: Readonly<Record<string, 'good' | 'bad' | 'wait'>> = {
  delivered: 'good',
  complete: 'good',
  succeeded: 'good',
  connected: 'good',
  consent_withdrawn: 'bad',
  bounce: 'bad',
  dropped: 'bad',
  failed: 'bad',
  undelivered: 'bad',
  waiting: 'wait',
  held: 'wait',
  open: 'wait',
  pending: 'wait',
  requires_capture: 'wait',
  requires_action: 'wait',
  'in-progress': 'wait',
};

/** A status as a small label; the word says it all, the colour repeats it. */
export function badge(status: string): Html {
  return html`<span class="badge ${tones[status] ?? 'plain'}">${status.replaceAll('_', ' ')}</span>`;
}

export interface Table {
  caption: string;
  headings: readonly string[];
  /** The cells of each row, one for each heading; the second one names the row. */
  rows: readonly (readonly (Html | string)[])[];
  empty: string;
}

/** A table that scrolls sideways by itself, so that the page never does; on a phone each row stands as a card. */
export function table({ caption, headings, rows, empty }: Table): Html {
  if (rows.length === 0) return html`<p class="empty">${empty}</p>`;
  return html`<div class="scroll" role="region" aria-label="${caption}" tabindex="0">
    <table role="table" aria-label="${caption}">
      <thead role="rowgroup">
        <tr role="row">
          ${headings.map((heading) => html`<th scope="col" role="columnheader">${heading}</th>`)}
        </tr>
      </thead>
      <tbody role="rowgroup">
        ${rows.map((cells) => row(cells, headings))}
      </tbody>
    </table>
  </div>`;
}

/** The roles are written out because browsers forget them when a table is laid out as cards. */
function row(cells: readonly (Html | string)[], headings: readonly string[]): Html {
  return html`<tr role="row">
    ${cells.map((cell, index) =>
      index === 1
        ? html`<th scope="row" role="rowheader">${cell}</th>`
        : html`<td role="cell" data-label="${headings[index]}">${cell}</td>`,
    )}
  </tr>`;
}

/** A button that posts by itself. */
export function action(
  path: string,
  label: string,
  kind: 'primary' | 'secondary' | 'small' = 'secondary',
  about?: string,
): Html {
  return html`<form method="post" action="${path}">
    <button class="${kind}" ${about !== undefined && html`aria-label="${label} ${about}"`}>${label}</button>
  </form>`;
}
