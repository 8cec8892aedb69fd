import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import AccessToken from 'twilio/lib/jwt/AccessToken.js';
import T from 'typebox';
import { getConsultation } from '#db/consultations.ts';
import { findMeeting, listParticipants } from '#db/meetings.ts';
import { userOf } from '#api/accounts/caller.ts';
import type { ApiDeps } from '#api/deps.ts';
import { admittedRoom } from '#api/consultations/meeting-admission.ts';
import { refusals } from '#api/http/problem-responses.ts';
import { Instant, Strict, Uuid } from '#api/http/schema-parts.ts';

const Joining = T.Object({
  consultationId: Uuid,
  roomName: T.String(),
  identity: T.String({ description: 'Who you are in the room.' }),
  token: T.String({ description: 'For the video SDK; made for this answer and kept nowhere.' }),
  expiresAt: Instant,
  joinableUntil: Instant,
});
/** Long enough to connect; who loses the connection asks again. */
const TOKEN_SECONDS_MAX = 900;

/** Joining a meeting: a token for one person, made when that person joins. */
export function videoMeetingRoutes({ db, clock, config }: ApiDeps): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.post(
      '/api/video/meetings',
      {
        config: { who: 'parties' },
        schema: {
          tags: ['consultations'],
          summary: 'Join a meeting by video',
          description:
            'From 10 minutes before the start until 10 minutes after the end. Otherwise `invalid_state`, with the reason ' +
            '`too_early`, `too_late`, `not_open`, `not_on` or `not_by_video`.',
          body: Strict({ consultationId: Uuid }),
          response: {
            200: Joining,
            ...refusals('unauthenticated', 'forbidden', 'not_found', 'invalid_state'),
          },
        },
      },
      async (request) => {
        const { id: userId } = userOf(request);
        const consultation = await getConsultation(db, request.body.consultationId, { kind: 'user', userId });
        const [meeting, participants] = await Promise.all([
          findMeeting(db, consultation.id),
          listParticipants(db, consultation.id),
        ]);
        const now = clock();
        const { roomName, until } = admittedRoom({ consultation, meeting, participants, now });
        const identity = `${consultation.viewedBy ?? 'client'}:${userId}`;
        const ttl = Math.max(60, Math.min(TOKEN_SECONDS_MAX, Math.ceil((until - now) / 1000)));
        request.log.info(
          { consultationId: consultation.id, party: consultation.viewedBy },
          'a meeting was joined',
        );
        return {
          consultationId: consultation.id,
          roomName,
          identity,
          token: videoToken({ identity, roomName, ttl }),
          expiresAt: new Date(now + ttl * 1000).toISOString(),
          joinableUntil: new Date(until).toISOString(),
        };
      },
    );

    /** Computed here; Twilio is not asked. */
    function videoToken({
      identity,
      roomName,
      ttl,
    }: {
      identity: string;
      roomName: string;
      ttl: number;
    }): string {
      const { TWILIO_ACCOUNT_SID, TWILIO_API_KEY, TWILIO_API_SECRET } = config;
      const token = new AccessToken(TWILIO_ACCOUNT_SID, TWILIO_API_KEY, TWILIO_API_SECRET, { identity, ttl });
      token.addGrant(new AccessToken.VideoGrant({ room: roomName }));
      return token.toJwt();
    }
  };
}
