import { type Html, html } from './html.ts';

export interface Page {
  title: string;
  /** The entry of the navigation that this page belongs to; the payment pages have none. */
  current?: '/' | '/inbox' | '/payments' | '/rooms' | '/calendars' | '/requests' | '/webhooks';
  main: Html;
  scripts?: readonly string[];
}

const entries = [
  ['/', 'Overview'],
  ['/inbox', 'Inbox'],
  ['/payments', 'Payments'],
  ['/rooms', 'Rooms'],
  ['/calendars', 'Calendars'],
  ['/requests', 'Requests'],
  ['/webhooks', 'Webhooks'],
] as const;

export function layout({ title, current, main, scripts = [] }: Page): string {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title} · Majlis sandbox</title>
        <link rel="icon" href="/assets/icon.svg" />
        <link rel="stylesheet" href="/assets/sandbox.css" />
        ${scripts.map((script) => html`<script src="${script}" defer></script>`)}
      </head>
      <body>
        <a class="skip" href="#main">Skip to content</a>
        <aside class="banner" aria-label="Sandbox">
          <strong>SANDBOX</strong> No money moves and nothing is sent to anybody.
        </aside>
        ${current !== undefined && navigation(current)}
        <main id="main">${main}</main>
      </body>
    </html>`.html;
}

function navigation(current: string): Html {
  return html`<header class="top">
    <a class="brand" href="/">Majlis <span>sandbox</span></a>
    <nav aria-label="Sandbox">
      ${entries.map(
        ([href, name]) =>
          html`<a href="${href}" ${href === current && html`aria-current="page"`}>${name}</a>`,
      )}
    </nav>
  </header>`;
}
