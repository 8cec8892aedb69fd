import type { FastifyInstance } from 'fastify';
import type { ApiDeps } from './deps.ts';
import { healthRoutes } from '#api/http/health.ts';
import { availabilityHistoryRoutes } from '#api/routes/availability-history.ts';
import { availabilityPreviewRoutes } from '#api/routes/availability-preview.ts';
import { availabilityRoutes } from '#api/routes/availability.ts';
import { cancellationRoutes } from '#api/routes/cancellation.ts';
import { holidayRoutes } from '#api/routes/holidays.ts';
import { decisionRoutes } from '#api/routes/decisions.ts';
import { pricingRoutes } from '#api/routes/pricing.ts';
import { problemPageRoutes } from '#api/routes/problem-pages.ts';
import { questionnaireRoutes } from '#api/routes/questionnaires.ts';
import { bookingRoutes } from '#api/routes/bookings.ts';
import { codeRoutes } from '#api/routes/codes.ts';
import { consultationRoutes } from '#api/routes/consultations.ts';
import { lawyerRoutes } from '#api/routes/lawyers.ts';
import { meRoutes } from '#api/routes/me.ts';
import { paymentCheckRoutes } from '#api/routes/payment-check.ts';
import { sessionRoutes } from '#api/routes/sessions.ts';
import { slotRoutes } from '#api/routes/slots.ts';
import { stripeWebhook } from '#api/webhooks/stripe.ts';
import { apiKeyRoutes } from '#api/routes/api-keys.ts';
import { calendarConsentRoutes } from '#api/routes/calendar-consent.ts';
import { calendarFeedRoutes } from '#api/routes/calendar-feed.ts';
import { calendarRoutes } from '#api/routes/calendars.ts';
import { applicationRoutes } from '#api/routes/applications.ts';
import { documentRoutes } from '#api/routes/documents.ts';
import { notificationRoutes } from '#api/routes/notifications.ts';
import { operationRoutes } from '#api/routes/operations.ts';
import { paperRoutes } from '#api/routes/papers.ts';
import { paymentRoutes } from '#api/routes/payments.ts';
import { streamRoutes } from '#api/routes/stream.ts';
import { videoMeetingRoutes } from '#api/routes/video-meetings.ts';
import { temporalProxy } from '#api/operations/temporal-proxy.ts';
import { calendarWebhooks } from '#api/webhooks/calendars.ts';
import { mailWebhook } from '#api/webhooks/mail.ts';
import { messageWebhook } from '#api/webhooks/messages.ts';
import { videoWebhook } from '#api/webhooks/video.ts';

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
  availabilityHistoryRoutes,
  availabilityPreviewRoutes,
  holidayRoutes,
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
  calendarRoutes,
  calendarConsentRoutes,
  calendarFeedRoutes,
  decisionRoutes,
  operationRoutes,
  applicationRoutes,
  stripeWebhook,
  videoWebhook,
  messageWebhook,
  mailWebhook,
  calendarWebhooks,
  temporalProxy,
];

/** Everything under /api, each resource by itself. */
export async function registerRoutes(app: FastifyInstance, deps: ApiDeps): Promise<void> {
  for (const create of all) await app.register(create(deps));
}
