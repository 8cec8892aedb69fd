import { amountText } from './amounts.ts';
import { type Html, html } from './html.ts';
import { layout } from './layout.ts';
import type { PaymentIntentRecord, SessionRecord } from '#sandbox/stripe/records.ts';
import { totalOf } from '#sandbox/stripe/session-object.ts';
import { testCards } from '#sandbox/stripe/test-cards.ts';

export interface CheckoutView {
  session: SessionRecord;
  intent: PaymentIntentRecord | undefined;
  nowSeconds: number;
  cardMissing: boolean;
}

/** The hosted payment page of one session, in whatever state the session is. */
export function checkoutPage(view: CheckoutView): string {
  const { session } = view;
  const total = amountText(totalOf(session), session.currency);
  return layout({
    title: session.status === 'open' ? `Pay ${total}` : 'Checkout',
    scripts: session.status === 'open' ? ['/assets/countdown.js'] : [],
    main: html`<div class="checkout">
      ${summary(view)} ${session.status === 'open' ? paymentForm(view) : closed(session)}
    </div>`,
  });
}

/** Where the hosted page sends people who have paid. */
export function successUrlOf(session: SessionRecord): string {
  return session.successUrl.replaceAll('{CHECKOUT_SESSION_ID}', session.id);
}

function summary({ session, nowSeconds }: CheckoutView): Html {
  return html`<section class="summary" aria-labelledby="summary-title">
    <h1 id="summary-title">Your payment to Majlis</h1>
    <p class="total">${amountText(totalOf(session), session.currency)}</p>
    <ul class="items">
      ${session.lineItems.map(
        (item) =>
          html`<li>
            <span
              >${item.name}${item.quantity > 1 && html` <small>× ${item.quantity}</small>`}${item.description !== null && html`<small>${item.description}</small>`}</span
            >
            <span class="amount">${amountText(item.unitAmount * item.quantity, session.currency)}</span>
          </li>`,
      )}
      <li class="sum">
        <span>Total</span><span class="amount">${amountText(totalOf(session), session.currency)}</span>
      </li>
    </ul>
    ${session.status === 'open' && countdown(session.expiresAt, nowSeconds)}
    ${session.status === 'open' && session.cancelUrl !== null && html`<p><a class="back" href="${session.cancelUrl}">Cancel and return</a></p>`}
  </section>`;
}

function countdown(expiresAt: number, nowSeconds: number): Html {
  const left = Math.max(0, expiresAt - nowSeconds);
  const hours = Math.floor(left / 3600);
  const minutes = String(Math.floor(left / 60) % 60).padStart(hours > 0 ? 2 : 1, '0');
  const text = `${hours > 0 ? `${hours}:` : ''}${minutes}:${String(left % 60).padStart(2, '0')}`;
  return html`<p class="countdown">
    This page expires in <time data-seconds-left="${left}" role="timer">${text}</time>
  </p>`;
}

function paymentForm({ session, intent, cardMissing }: CheckoutView): Html {
  const refused = intent?.lastPaymentError?.message;
  const alert = cardMissing ? 'Enter a card number, or press one of the test cards.' : refused;
  return html`<section class="pay" aria-labelledby="pay-title">
    <h2 id="pay-title">Pay with card</h2>
    ${alert && html`<p class="alert" role="alert">${alert}</p>`}
    <form method="post" action="/c/pay/${session.id}">
      ${fields(session)}
      <label class="check"
        ><input type="checkbox" name="stay" value="yes" /> Stay here after paying, as if the tab were
        closed</label
      >
      <button class="primary" type="submit">Pay ${amountText(totalOf(session), session.currency)}</button>
      ${cardButtons()}
    </form>
  </section>`;
}

function fields(session: SessionRecord): Html {
  return html`<label for="email">E-mail</label>
    <input id="email" name="email" type="email" autocomplete="email" value="${session.customerEmail ?? ''}" />
    <label for="card">Card number</label>
    <input
      id="card"
      name="card"
      inputmode="numeric"
      autocomplete="off"
      placeholder="4242 4242 4242 4242"
      maxlength="23"
    />
    <div class="pair">
      <div>
        <label for="expiry">Expiry</label
        ><input
          id="expiry"
          name="expiry"
          inputmode="numeric"
          autocomplete="off"
          placeholder="12 / 34"
          maxlength="7"
        />
      </div>
      <div>
        <label for="cvc">CVC</label
        ><input id="cvc" name="cvc" inputmode="numeric" autocomplete="off" placeholder="123" maxlength="4" />
      </div>
    </div>
    <label for="name">Name on card</label>
    <input id="name" name="name" autocomplete="name" />`;
}

function cardButtons(): Html {
  return html`<fieldset class="cards">
    <legend>Or pay with a test card</legend>
    ${testCards
      .filter((card) => card.shown)
      .map(
        (card) =>
          html`<button type="submit" name="testCard" value="${card.number}">
            <span>${card.label}</span> <code>${grouped(card.number)}</code>
          </button>`,
      )}
  </fieldset>`;
}

function closed(session: SessionRecord): Html {
  const paid = session.status === 'complete';
  const back = paid ? successUrlOf(session) : session.cancelUrl;
  return html`<section class="pay" aria-labelledby="closed-title">
    <h2 id="closed-title">${paid ? 'This payment is complete' : 'This page has expired'}</h2>
    <p>
      ${paid ? 'There is nothing left to pay here.' : 'Nothing was taken from your card. Go back to choose a time again.'}
    </p>
    ${back !== null && html`<p><a class="primary" href="${back}">Return to the booking</a></p>`}
  </section>`;
}

/** The page of the card's bank that asks for the cardholder's consent (3-D Secure). */
export function challengePage(session: SessionRecord, intent: PaymentIntentRecord): string {
  const card = intent.challengedCard ?? '';
  return layout({
    title: '3-D Secure',
    main: html`<section class="challenge" aria-labelledby="challenge-title">
      <p class="bank">Test Bank</p>
      <h1 id="challenge-title">Confirm your payment</h1>
      <dl>
        <dt>Amount</dt>
        <dd>${amountText(intent.amount, intent.currency)}</dd>
        <dt>Card</dt>
        <dd>ending in ${card.slice(-4)}</dd>
        <dt>For</dt>
        <dd>${session.paymentIntentData.description ?? 'Majlis'}</dd>
      </dl>
      <form method="post" action="/c/challenge/${intent.id}">
        <button class="primary" name="answer" value="approve">Approve payment</button>
        <button class="secondary" name="answer" value="fail">Fail authentication</button>
      </form>
    </section>`,
  });
}

function grouped(number: string): string {
  return number.replaceAll(/(\d{4})(?=\d)/g, '$1 ');
}
