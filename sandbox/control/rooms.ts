import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import type { SandboxContext } from '#sandbox/context.ts';
import { joinRoom, leaveRoom, participantsOf } from '#sandbox/twilio/rooms.ts';

/** Coming and going in video rooms, as if from a browser with a token. */
export function roomControl(app: FastifyInstance, context: SandboxContext): void {
  const typed = app.withTypeProvider<TypeBoxTypeProvider>();
  const schema = {
    params: Type.Object({ name: Type.String() }),
    body: Type.Object(
      { identity: Type.String({ minLength: 1, maxLength: 128 }) },
      { additionalProperties: false },
    ),
  };

  typed.get('/rooms', () => ({
    data: context.state.rooms.list().map((room) => ({
      sid: room.sid,
      name: room.uniqueName,
      status: room.status,
      participants: participantsOf(context, room.sid).map(({ sid, identity, status }) => ({
        sid,
        identity,
        status,
      })),
    })),
  }));

  typed.post('/rooms/:name/join', { schema }, (request, reply) => {
    const outcome = context.store.change(() => joinRoom(context, request.params.name, request.body.identity));
    switch (outcome.status) {
      case 'joined':
        return reply
          .code(200)
          .send({ participantSid: outcome.participant.sid, roomSid: outcome.participant.roomSid });
      case 'no_room':
        return reply.code(404).send({ error: 'There is no room of this name in progress.' });
      case 'full':
        return reply.code(409).send({ error: 'The room is full.' });
    }
  });

  typed.post('/rooms/:name/leave', { schema }, (request, reply) => {
    const left = context.store.change(() => leaveRoom(context, request.params.name, request.body.identity));
    return left
      ? reply.code(200).send({})
      : reply.code(404).send({ error: 'Nobody of this identity is in the room.' });
  });
}
