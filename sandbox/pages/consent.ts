import type { AuthorisationFault, AuthorisationRequest } from '#sandbox/calendars/authorisation-request.ts';
import type { CalendarAccount } from '#sandbox/calendars/records.ts';
import { type Html, html } from './html.ts';
import { layout } from './layout.ts';

export interface ConsentView {
  /** Google or Microsoft. */
  providerName: string;
  action: string;
  /** The query of the page, which the answer repeats. */
  query: string;
  request: AuthorisationRequest;
  accounts: readonly CalendarAccount[];
  problem: string | undefined;
  /** Whether somebody may allow the rest without this scope. */
  canLeaveOut: (scope: string) => boolean;
}

/** Whether a program may use somebody's calendar: which account, what it asks for, Allow or Deny. */
export function consentPage(view: ConsentView): string {
  const { providerName, problem } = view;
  return layout({
    title: `Sign in with ${providerName}`,
    main: html`<section class="challenge consent" aria-labelledby="consent-title">
      <p class="bank">${providerName} account</p>
      <h1 id="consent-title">Majlis wants to use your calendar</h1>
      ${problem !== undefined && html`<p class="alert" role="alert">${problem}</p>`}
      <form method="post" action="${view.action}">
        <input type="hidden" name="query" value="${view.query}" />
        ${accountChoice(view)} ${scopeList(view)}
        <button class="primary" name="answer" value="allow">Allow</button>
        <button class="secondary" name="answer" value="deny" formnovalidate>Deny</button>
      </form>
    </section>`,
  });
}

function accountChoice({ accounts, request }: ConsentView): Html {
  const hinted = accounts.find(({ address }) => address === request.loginHint?.toLowerCase());
  const chosen = hinted ?? accounts[0];
  return html`<fieldset class="accounts">
      <legend>Choose an account</legend>
      ${accounts.map(
        (account) =>
          html`<label class="check">
            <input
              type="radio"
              name="address"
              value="${account.address}"
              ${account === chosen && html`checked`}
            />
            <span>${account.name} <small>${account.address}</small></span>
          </label>`,
      )}
    </fieldset>
    <div>
      <label for="other">Or another address</label>
      <input
        id="other"
        name="other"
        type="email"
        autocomplete="off"
        value="${hinted === undefined ? (request.loginHint ?? '') : ''}"
      />
    </div>`;
}

/** Google lets people take single scopes out of what is asked for. */
function scopeList({ request, canLeaveOut }: ConsentView): Html {
  return html`<fieldset class="scopes">
    <legend>It asks for</legend>
    ${request.scopes.map((scope) =>
      canLeaveOut(scope)
        ? html`<label class="check">
            <input type="checkbox" name="scope" value="${scope}" checked />
            <code>${scopeName(scope)}</code>
          </label>`
        : html`<p><code>${scopeName(scope)}</code></p>`,
    )}
  </fieldset>`;
}

/** Google's scopes are addresses whose last part says it all. */
function scopeName(scope: string): string {
  return scope.replace('https://www.googleapis.com/auth/', '');
}

/** What people see in place of the consent page when the program that sent them made a mistake. */
export function consentFaultPage(
  providerName: string,
  { status, error, message }: AuthorisationFault,
): string {
  return layout({
    title: 'Access blocked',
    main: html`<section class="challenge" aria-labelledby="blocked-title">
      <p class="bank">${providerName} account</p>
      <h1 id="blocked-title">Access blocked: this request is not valid</h1>
      <p class="alert" role="alert">${message}</p>
      <p class="meta">Error ${status}: ${error}</p>
    </section>`,
  });
}
