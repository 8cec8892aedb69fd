import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import type { SandboxContext } from '#sandbox/context.ts';
import { joinWithToken } from '#sandbox/twilio/access-tokens.ts';
import { joinRoom, leaveRoom, participantsOf } from '#sandbox/twilio/rooms.ts';

const identity = Type.String({ minLength: 1, maxLength: 128 });

/** Coming and going in video rooms, as if from a browser: under any identity, or with a token that is checked. */
export function roomControl(app: FastifyInstance, context: SandboxContext): void {
  const { state, store } = context;
  const typed = app.withTypeProvider<TypeBoxTypeProvider>();
  const params = Type.Object({ name: Type.String() });

  typed.get('/rooms', () => ({
    data: state.rooms.list().map((room) => ({
      sid: room.sid,
      name: room.uniqueName,
      status: room.status,
      participants: participantsOf(context, room.sid).map((participant) => ({
        sid: participant.sid,
        identity: participant.identity,
        status: participant.status,
      })),
    })),
  }));

  const joining = Type.Union([
    Type.Object({ identity }, { additionalProperties: false }),
    Type.Object({ token: Type.String() }, { additionalProperties: false }),
  ]);
  typed.post('/rooms/:name/join', { schema: { params, body: joining } }, (request, reply) => {
    const { body } = request;
    const { name } = request.params;
    const outcome = store.change(() =>
      'token' in body ? joinWithToken(context, name, body.token) : joinRoom(context, name, body.identity),
    );
    switch (outcome.status) {
      case 'joined':
        return reply
          .code(200)
          .send({ participantSid: outcome.participant.sid, roomSid: outcome.participant.roomSid });
      case 'refused':
        return reply.code(401).send({ error: outcome.message, code: outcome.code });
      case 'no_room':
        return reply.code(404).send({ error: 'There is no room of this name in progress.' });
      case 'full':
        return reply.code(409).send({ error: 'The room is full.' });
    }
  });

  const leaving = Type.Object({ identity }, { additionalProperties: false });
  typed.post('/rooms/:name/leave', { schema: { params, body: leaving } }, (request, reply) => {
    const left = store.change(() => leaveRoom(context, request.params.name, request.body.identity));
    return left
      ? reply.code(200).send({})
      : reply.code(404).send({ error: 'Nobody of this identity is in the room.' });
  });
}
