import { type WebhookMode, webhookModes, type WebhookRecord } from '#sandbox/webhook-records.ts';
import { type Html, html } from './html.ts';
import { layout } from './layout.ts';
import { action, badge, moment, table } from './parts.ts';

const shownMax = 200;

const meanings: Record<WebhookMode, string> = {
  deliver: 'Deliver at once',
  hold: 'Hold until released',
  drop: 'Drop',
  duplicate: 'Deliver twice',
  shuffle: 'Deliver in another order',
};

/** What the providers told the product, and what became of it. */
export function webhooksPage(webhooks: readonly WebhookRecord[], mode: WebhookMode): string {
  const held = webhooks.filter((webhook) => webhook.fate === 'held').length;
  return layout({
    title: 'Webhooks',
    current: '/webhooks',
    main: html`<h1>Webhooks</h1>
      <div class="controls">
        <form method="post" action="/webhooks/mode" class="inline">
          <label for="mode">From now on</label>
          <select id="mode" name="mode">
            ${webhookModes.map((name) => html`<option value="${name}" ${name === mode && html`selected`}>${meanings[name]}</option>`)}
          </select>
          <button class="primary">Set</button>
        </form>
        ${held > 0 && action('/webhooks/release', `Release ${held} held`)}
      </div>
      ${table({
        caption: 'Webhooks',
        headings: ['At', 'Event', 'Fate', 'Attempts', 'Again'],
        rows: webhooks.toReversed().slice(0, shownMax).map(cells),
        empty: 'No provider has had anything to tell yet.',
      })}`,
  });
}

function cells(webhook: WebhookRecord): Html[] {
  return [
    moment(webhook.createdAt),
    html`${webhook.provider} ${webhook.kind}<small class="id" title="${webhook.about}"
        >${webhook.about}</small
      >`,
    badge(webhook.fate),
    attempts(webhook),
    action(`/webhooks/${webhook.id}/resend`, 'Resend', 'small', `${webhook.kind} ${webhook.about}`),
  ];
}

function attempts({ attempts: made, url, body }: WebhookRecord): Html {
  const last = made.at(-1);
  const summary =
    last === undefined ? 'none yet' : `${made.length} × · last ${last.status ?? last.error ?? 'no answer'}`;
  return html`<details>
    <summary>${summary}</summary>
    <pre>
${[`POST ${url}`, ...made.map((attempt) => `${new Date(attempt.at).toISOString()}  ${attempt.status ?? attempt.error}  ${attempt.ms} ms`), '', body].join('\n')}</pre>
  </details>`;
}
