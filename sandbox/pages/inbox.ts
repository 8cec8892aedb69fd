import type { Message } from '#sandbox/inbox.ts';
import { segmentsOf } from '#sandbox/twilio/segments.ts';
import { type Html, html } from './html.ts';
import { layout } from './layout.ts';
import { badge, moment } from './parts.ts';

/** So many are shown at once, the newest. */
const shownMax = 100;

/** What arrived at one person, or at everybody: e-mail and SMS in one timeline, newest first. */
export function inboxPage(messages: readonly Message[], to: string | undefined): string {
  const shown = messages.filter((message) => to === undefined || message.to === to).toReversed();
  return layout({
    title: 'Inbox',
    current: '/inbox',
    main: html`<div class="inbox">
      <aside aria-labelledby="people-title">
        <h1 id="people-title">Inbox</h1>
        ${people(messages, to)}
      </aside>
      <section aria-label="${to === undefined ? 'Messages to everybody' : `Messages to ${to}`}">
        <div class="bar">
          <h2>${to ?? 'Everybody'}</h2>
          <a href="${to === undefined ? '/inbox' : inboxOf(to)}">Look again</a>
        </div>
        ${shown.length === 0 && html`<p class="empty">Nothing has been sent yet. Book a consultation, and its messages appear here.</p>`}
        ${timeline(shown.slice(0, shownMax))}
      </section>
    </div>`,
  });
}

function inboxOf(to: string): string {
  return `/inbox?to=${encodeURIComponent(to)}`;
}

function people(messages: readonly Message[], to: string | undefined): Html {
  const counts = new Map<string, number>();
  for (const message of messages.toReversed()) counts.set(message.to, (counts.get(message.to) ?? 0) + 1);
  const entries: [string | undefined, number][] = [[undefined, messages.length], ...counts];
  return html`<ul class="people">
    ${entries.map(
      ([person, count]) =>
        html`<li>
          <a
            href="${person === undefined ? '/inbox' : inboxOf(person)}"
            ${person === to && html`aria-current="page"`}
          >
            <span>${person ?? 'Everybody'}</span> <span class="count">${count}</span>
          </a>
        </li>`,
    )}
  </ul>`;
}

/** The newest e-mail is open, the others show who wrote what to whom. */
function timeline(messages: readonly Message[]): Html[] {
  const newest = messages.find((message) => message.channel === 'email');
  return messages.map((message) =>
    message.channel === 'email' ? email(message, message === newest) : sms(message),
  );
}

function email(message: Message, open: boolean): Html {
  const subject = message.subject ?? '(no subject)';
  return html`<article class="mail" aria-label="E-mail: ${subject}">
    <details ${open && html`open`}>
      <summary>
        <h3 dir="auto">${subject}</h3>
        <span class="meta"
          ><span>${message.from} → ${message.to}</span>
          <span>${moment(message.at)} ${badge(message.status)}</span></span
        >
      </summary>
      ${mailBody(message, subject)}
      <div class="sources">
        ${message.html !== undefined && source('Plain text', message.text)}
        ${
          message.ics !== undefined &&
          source(
            'Invitation (.ics)',
            message.ics,
            html`<a href="/inbox/${message.id}/invite.ics">Download invite.ics</a>`,
          )
        }
      </div>
    </details>
  </article>`;
}

function mailBody(message: Message, subject: string): Html {
  if (message.html === undefined) return html`<pre dir="auto">${message.text}</pre>`;
  return html`<iframe
    src="/inbox/${message.id}/html"
    title="E-mail as its reader sees it: ${subject}"
    sandbox="allow-popups allow-popups-to-escape-sandbox"
    loading="lazy"
  ></iframe>`;
}

function source(name: string, text: string, link?: Html): Html {
  return html`<details>
    <summary>${name}</summary>
    <pre dir="auto">${text}</pre>
    ${link && html`<p>${link}</p>`}
  </details>`;
}

function sms(message: Message): Html {
  const segments = segmentsOf(message.text);
  return html`<article class="sms" aria-label="SMS to ${message.to}">
    <p class="meta">
      <span>SMS · ${message.from} → ${message.to}</span>
      <span>${moment(message.at)} ${badge(message.status)}</span>
    </p>
    <p class="bubble" dir="auto">${message.text}</p>
    <p class="meta">${segments === 1 ? '1 segment' : `${segments} segments`}</p>
  </article>`;
}

/** The HTML of an e-mail; its links open beside the inbox. */
export function withLinksOutside(markup: string): string {
  const base = '<base target="_blank">';
  return /<head[^>]*>/i.test(markup) ? markup.replace(/<head[^>]*>/i, (head) => head + base) : base + markup;
}
