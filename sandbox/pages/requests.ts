import type { RequestRecord } from '#sandbox/request-log.ts';
import { providers } from '#sandbox/webhook-records.ts';
import { type Html, html } from './html.ts';
import { layout } from './layout.ts';
import { moment, table } from './parts.ts';

const shownMax = 200;

/** What the product asked of the providers, newest first. */
export function requestsPage(requests: readonly RequestRecord[], provider: string | undefined): string {
  const shown = requests
    .filter((request) => provider === undefined || request.provider === provider)
    .toReversed();
  return layout({
    title: 'Requests',
    current: '/requests',
    main: html`<div class="bar">
        <h1>Requests</h1>
        <nav class="filters" aria-label="Provider">
          <a href="/requests" ${provider === undefined && html`aria-current="page"`}>All</a>
          ${providers.map(
            (name) =>
              html`<a href="/requests?provider=${name}" ${name === provider && html`aria-current="page"`}
                >${name === 'ics' ? 'ICS' : name}</a
              >`,
          )}
        </nav>
      </div>
      ${requestTable(shown.slice(0, shownMax))}`,
  });
}

export function requestTable(requests: readonly RequestRecord[]): Html {
  return table({
    caption: 'Requests of the product',
    headings: ['At', 'Operation', 'Answer', 'Time', 'Key', 'Parameters'],
    rows: requests.map(cells),
    empty: 'Nobody has called a provider yet.',
  });
}

function cells(request: RequestRecord): (Html | string)[] {
  const address = `${request.method} ${request.path}`;
  return [
    moment(request.at),
    html`${request.provider} ${request.operation ?? '(unknown)'}<small class="id" title="${address}"
        >${address}</small
      >`,
    html`${answer(request)} ${request.replayed && html`<span class="badge plain">replayed</span>`}
    ${request.fault !== null && html`<span class="badge wait">fault: ${request.fault}</span>`}`,
    request.ms === null ? '–' : `${request.ms} ms`,
    request.idempotencyKey === null
      ? '–'
      : html`<code class="id" title="${request.idempotencyKey}">${request.idempotencyKey}</code>`,
    parameters(request),
  ];
}

function answer({ status, ms }: RequestRecord): Html {
  if (status === null)
    return html`<span class="badge ${ms === null ? 'wait' : 'bad'}"
      >${ms === null ? 'under way' : 'cut off'}</span
    >`;
  return html`<span class="badge ${status < 400 ? 'good' : 'bad'}">${status}</span>`;
}

function parameters(request: RequestRecord): Html | string {
  if (request.parameters === '') return '–';
  return html`<details>
    <summary>Show</summary>
    <pre>${readable(request.parameters)}</pre>
  </details>`;
}

/** A form one parameter a line; JSON with indentation. */
function readable(text: string): string {
  if (!text.startsWith('{'))
    return [...new URLSearchParams(text)].map(([name, value]) => `${name} = ${value}`).join('\n');
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}
