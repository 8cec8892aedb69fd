import type { FastifyInstance } from 'fastify';
import type { ApiDeps } from './deps.ts';
import { healthRoutes } from './health.ts';
import { availabilityRoutes } from './routes/availability.ts';
import { cancellationRoutes } from './routes/cancellation.ts';
import { decisionRoutes } from './routes/decisions.ts';
import { pricingRoutes } from './routes/pricing.ts';
import { problemPageRoutes } from './routes/problem-pages.ts';
import { questionnaireRoutes } from './routes/questionnaires.ts';
import { bookingRoutes } from './routes/bookings.ts';
import { codeRoutes } from './routes/codes.ts';
import { consultationRoutes } from './routes/consultations.ts';
import { lawyerRoutes } from './routes/lawyers.ts';
import { meRoutes } from './routes/me.ts';
import { paymentCheckRoutes } from './routes/payment-check.ts';
import { sessionRoutes } from './routes/sessions.ts';
import { slotRoutes } from './routes/slots.ts';
import { stripeWebhook } from './webhooks/stripe.ts';
import { apiKeyRoutes } from './routes/api-keys.ts';
import { applicationRoutes } from './routes/applications.ts';
import { documentRoutes } from './routes/documents.ts';
import { notificationRoutes } from './routes/notifications.ts';
import { operationRoutes } from './routes/operations.ts';
import { paperRoutes } from './routes/papers.ts';
import { paymentRoutes } from './routes/payments.ts';
import { streamRoutes } from './routes/stream.ts';
import { videoMeetingRoutes } from './routes/video-meetings.ts';
import { temporalProxy } from './temporal-proxy.ts';
import { mailWebhook } from './webhooks/mail.ts';
import { messageWebhook } from './webhooks/messages.ts';
import { videoWebhook } from './webhooks/video.ts';

const all = [
  healthRoutes,
  problemPageRoutes,
  sessionRoutes,
  codeRoutes,
  meRoutes,
  apiKeyRoutes,
  lawyerRoutes,
  pricingRoutes,
  questionnaireRoutes,
  availabilityRoutes,
  slotRoutes,
  bookingRoutes,
  consultationRoutes,
  paymentCheckRoutes,
  cancellationRoutes,
  streamRoutes,
  paperRoutes,
  videoMeetingRoutes,
  documentRoutes,
  paymentRoutes,
  notificationRoutes,
  decisionRoutes,
  operationRoutes,
  applicationRoutes,
  stripeWebhook,
  videoWebhook,
  messageWebhook,
  mailWebhook,
  temporalProxy,
];

/** Everything under /api, each resource by itself. */
export async function registerRoutes(app: FastifyInstance, deps: ApiDeps): Promise<void> {
  for (const create of all) await app.register(create(deps));
}
