import type { FastifyReply } from 'fastify';
import { html } from './html.ts';
import { layout } from './layout.ts';

/**
 * Sends a page that can neither be framed nor run foreign code. Browsers also check where the answer of a form redirects
 * to, so a payment page names the origin that it sends people back to.
 */
export function sendPage(reply: FastifyReply, page: string, returnOrigin = ''): FastifyReply {
  return reply
    .type('text/html; charset=utf-8')
    .header('cache-control', 'no-store')
    .header('referrer-policy', 'same-origin')
    .header('x-content-type-options', 'nosniff')
    .header(
      'content-security-policy',
      `default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; frame-src 'self'; form-action 'self' ${returnOrigin}; base-uri 'none'; frame-ancestors 'none'`,
    )
    .send(page);
}

export function sendNotFound(reply: FastifyReply): FastifyReply {
  const main = html`<section class="pay">
    <h1>Nothing here</h1>
    <p>The sandbox does not know this page. <a href="/">Go to the overview</a>.</p>
  </section>`;
  return sendPage(reply.code(404), layout({ title: 'Nothing here', main }));
}
