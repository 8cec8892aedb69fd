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
        rows: webhooks.toReversed().slice(0, shownMax).map(row),
        empty: 'No provider has had anything to tell yet.',
      })}`,
  });
}

function row(webhook: WebhookRecord): Html {
  return html`<tr>
    <td>${moment(webhook.createdAt)}</td>
    <th scope="row">${webhook.provider} ${webhook.kind}<small class="id">${webhook.about}</small></th>
    <td>${badge(webhook.fate)}</td>
    <td>${attempts(webhook)}</td>
    <td>
      ${action(`/webhooks/${webhook.id}/resend`, 'Resend', 'small', `${webhook.kind} ${webhook.about}`)}
    </td>
  </tr>`;
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
