import type { SandboxContext } from '#sandbox/context.ts';
import { faultKinds, type Operations } from '#sandbox/faults.ts';
import { totalsOf } from '#sandbox/stripe/totals.ts';
import { amountText } from './amounts.ts';
import { type Html, html } from './html.ts';
import { layout } from './layout.ts';
import { action } from './parts.ts';
import { requestTable } from './requests.ts';

const recentMax = 10;

/** The first page: key figures that lead to the others, what goes wrong on purpose, the latest requests. */
export function overviewPage(context: SandboxContext, operations: Operations): string {
  return layout({
    title: 'Overview',
    current: '/',
    main: html`<h1>Every provider, on this machine</h1>
      <p class="lead">
        What the product asks of Stripe, Twilio, SendGrid, Google and Microsoft ends here. Pay with test
        cards, read what people would receive, make a calendar busy, and see how the product copes when a
        provider fails.
      </p>
      ${figures(context)}
      <section class="panel" aria-labelledby="faults-title">
        <h2 id="faults-title">Faults</h2>
        ${activeFaults(context)} ${faultForm(operations)}
      </section>
      <section aria-labelledby="recent-title">
        <div class="bar">
          <h2 id="recent-title">Latest requests</h2>
          <a href="/requests">All requests</a>
        </div>
        ${requestTable(context.log.list().slice(-recentMax).toReversed())}
      </section>`,
  });
}

function figures({ state, webhooks }: SandboxContext): Html {
  const sessions = state.sessions.list();
  const money = totalsOf(state);
  const undelivered = webhooks.list().filter(({ fate }) => fate !== 'delivered').length;
  const entries: [string, string, string | number, string][] = [
    [
      '/payments',
      'Kept',
      amountText(money.captured - money.refunded, 'aed'),
      `${sessions.filter(({ status }) => status === 'open').length} sessions open`,
    ],
    [
      '/inbox',
      'Messages',
      state.mails.list().length + state.sms.list().length,
      `${state.mails.list().length} e-mails, ${state.sms.list().length} SMS`,
    ],
    [
      '/rooms',
      'Rooms in progress',
      state.rooms.list().filter(({ status }) => status === 'in-progress').length,
      `${state.rooms.list().length} in all`,
    ],
    [
      '/calendars',
      'Calendars',
      state.calendarConsents.list().filter(({ revokedAt }) => revokedAt === null).length,
      `connected · ${state.calendarEvents.list().filter(({ isDeleted }) => !isDeleted).length} events`,
    ],
    [
      '/webhooks',
      'Webhooks',
      webhooks.list().length,
      `${undelivered} not delivered · mode ${webhooks.mode()}`,
    ],
  ];
  return html`<ul class="cards-grid">
    ${entries.map(
      ([href, name, value, note]) =>
        html`<li>
          <a href="${href}"
            ><span class="name">${name}</span> <strong>${value}</strong> <span class="note">${note}</span></a
          >
        </li>`,
    )}
  </ul>`;
}

function activeFaults({ faults }: SandboxContext): Html {
  const active = faults.list();
  if (active.length === 0) return html`<p class="meta">None: every provider answers as it should.</p>`;
  return html`<ul class="fault-list">
      ${active.map(
        (fault) =>
          html`<li>
            <code>${fault.provider} ${fault.operation}</code>
            ${fault.kind}${fault.kind === 'error' && ` ${fault.status}`} ·
            ${fault.left === null ? 'until cleared' : `${fault.left} more`}
          </li>`,
      )}
    </ul>
    ${action('/faults/clear', 'Clear all faults', 'small')}`;
}

function faultForm(operations: Operations): Html {
  return html`<form method="post" action="/faults" class="inline">
    <div>
      <label for="operation">Operation</label>
      <select id="operation" name="operation">
        ${Object.entries(operations).map(
          ([provider, names]) =>
            html`<optgroup label="${provider}">
              <option value="${provider} *">all of ${provider}</option>
              ${names.map((name) => html`<option value="${provider} ${name}">${name}</option>`)}
            </optgroup>`,
        )}
      </select>
    </div>
    <div>
      <label for="kind">What goes wrong</label>
      <select id="kind" name="kind">
        ${faultKinds.map((kind) => html`<option>${kind}</option>`)}
      </select>
    </div>
    <div>
      <label for="times">How often</label>
      <input id="times" name="times" type="number" min="1" max="1000" value="1" required />
    </div>
    <button class="primary">Add fault</button>
  </form>`;
}
