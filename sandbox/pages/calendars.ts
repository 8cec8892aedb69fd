import { eventsOf } from '#sandbox/calendars/events.ts';
import type { CalendarAccount, CalendarProvider } from '#sandbox/calendars/records.ts';
import type { SandboxContext } from '#sandbox/context.ts';
import { busyForm } from './busy-form.ts';
import { calendarsPath } from './calendar-paths.ts';
import { calendarWeek, weekOf } from './calendar-week.ts';
import { type Html, html } from './html.ts';
import { layout } from './layout.ts';
import { badge } from './parts.ts';

export interface CalendarsView {
  /** The account that is shown, and a date in the week that is shown. */
  account: CalendarAccount | undefined;
  date: string;
  problem: string | undefined;
  /** Where the sandbox is, as the reader reached it. */
  origin: string;
}

const providerNames: Record<CalendarProvider, string> = {
  google: 'Google Calendar',
  microsoft: 'Outlook',
  ics: 'Calendar files (.ics)',
};

/** The calendars of a few people, each at its provider: what is in them, and what their owner does there. */
export function calendarsPage(context: SandboxContext, view: CalendarsView): string {
  return layout({
    title: 'Calendars',
    current: '/calendars',
    main: html`<div class="inbox calendars">
      <aside aria-labelledby="accounts-title">
        <h1 id="accounts-title">Calendars</h1>
        ${accountList(context, view)}
      </aside>
      ${view.account && accountSection(context, { ...view, account: view.account })}
    </div>`,
  });
}

function accountList({ state }: SandboxContext, { account: shown, date }: CalendarsView): Html[] {
  const accounts = state.calendarAccounts.list();
  return (['google', 'microsoft', 'ics'] as const).map(
    (provider) =>
      html`<h2 class="provider">${providerNames[provider]}</h2>
        <ul class="people">
          ${accounts
            .filter((account) => account.provider === provider)
            .map(
              (account) =>
                html`<li>
                  <a
                    href="${calendarsPath(account, { week: date })}"
                    ${account.id === shown?.id && html`aria-current="page"`}
                    ><span>${account.name}</span> <span class="count">${busyCount(state, account)}</span></a
                  >
                </li>`,
            )}
        </ul>`,
  );
}

function busyCount(state: SandboxContext['state'], account: CalendarAccount): Html {
  const count = eventsOf(state, account).filter((event) => !event.isDeleted).length;
  return html`${count}<span class="visually-hidden"> events</span>`;
}

type AccountView = CalendarsView & { account: CalendarAccount };

function accountSection(context: SandboxContext, view: AccountView): Html {
  const { account, date, problem } = view;
  const days = weekOf(date);
  return html`<section class="account" id="account" aria-labelledby="account-title">
    <div class="bar">
      <div>
        <h2 id="account-title">${account.name}</h2>
        <p class="meta">${account.address} · ${account.timezone}</p>
      </div>
      <a href="${calendarsPath(account, { week: date })}">Look again</a>
    </div>
    ${problem !== undefined && html`<p class="alert" role="alert">${problem}</p>`}
    ${account.provider === 'ics' ? feedAddress(view) : consents(context, account)}
    ${calendarWeek(account, { days, events: eventsOf(context.state, account) })}
    ${busyForm(account, { date })}
  </section>`;
}

function feedAddress({ account, origin }: AccountView): Html {
  const address = `${origin}/ics/${account.address}.ics`;
  return html`<div class="panel">
    <label for="feed">Address of this calendar, for whoever is to read it</label>
    <input id="feed" readonly value="${address}" />
    <p><a href="${address}">Download the file</a></p>
  </div>`;
}

function consents({ state, calendarClients }: SandboxContext, account: CalendarAccount): Html {
  const own = [calendarClients.googleClientId, calendarClients.microsoftClientId];
  const consent = state.calendarConsents
    .list()
    .find((one) => one.accountId === account.id && own.includes(one.clientId));
  if (!consent || consent.revokedAt !== null)
    return html`<div class="panel">
      <p class="consent-state">
        ${badge(consent ? 'consent_withdrawn' : 'not_connected')}
        ${consent ? 'Majlis can no longer use this calendar.' : 'Majlis has not asked to use this calendar yet.'}
      </p>
    </div>`;
  return html`<div class="panel">
    <form method="post" action="/calendars/${encodeURIComponent(account.id)}/revoke" class="consent-state">
      <p>${badge('connected')} Majlis may use this calendar.</p>
      <button class="small">Withdraw the consent</button>
    </form>
  </div>`;
}
