import twilio from 'twilio';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { twilioAt } from '#sandbox/official-clients.ts';
import { type Rig, startRig } from '#sandbox/rig.ts';

const minuteMs = 60_000;
let rig: Rig;
let client: twilio.Twilio;
beforeEach(async () => {
  rig = await startRig();
  client = twilioAt(rig.url);
});
afterEach(() => rig.close());

function openRoom(uniqueName = 'consultation-1') {
  return client.video.v1.rooms.create({
    uniqueName,
    type: 'group',
    maxParticipants: 2,
    unusedRoomTimeout: 60,
    emptyRoomTimeout: 15,
    statusCallback: `${rig.receiver.url}/video`,
  });
}

describe('a video room', () => {
  it('is in progress at once and has a name that nobody else can take', async () => {
    const room = await openRoom();
    expect(room).toMatchObject({
      status: 'in-progress',
      uniqueName: 'consultation-1',
      type: 'group',
      maxParticipants: 2,
      unusedRoomTimeout: 60,
    });
    await expect(openRoom()).rejects.toMatchObject({ status: 400, code: 53113 });
    expect(await client.video.v1.rooms('consultation-1').fetch()).toMatchObject({ sid: room.sid });
  });

  it('tells who comes and goes, signed and in sequence, and lists them afterwards', async () => {
    const room = await openRoom();
    await rig.control('POST', '/rooms/consultation-1/join', { identity: 'client:1' });
    await rig.control('POST', '/rooms/consultation-1/join', { identity: 'lawyer:1' });
    await rig.control('POST', '/rooms/consultation-1/leave', { identity: 'client:1' });
    expect(
      (await client.video.v1.rooms(room.sid).participants.list()).map(({ identity }) => identity),
    ).toEqual(['lawyer:1']);
    expect(await client.video.v1.rooms(room.sid).update({ status: 'completed' })).toMatchObject({
      status: 'completed',
    });
    for (const sequence of [0, 1, 2, 3, 4, 5])
      await rig.receiver.waitFor(({ body }) => body.includes(`SequenceNumber=${sequence}`));
    const calls = rig.receiver.received.map(({ body, headers }) => ({
      parameters: Object.fromEntries(new URLSearchParams(body)),
      signature: String(headers['x-twilio-signature']),
    }));
    for (const { parameters, signature } of calls) {
      expect(
        twilio.validateRequest(rig.keys.twilioAuthToken, signature, `${rig.receiver.url}/video`, parameters),
      ).toBe(true);
    }
    const inOrder = calls.toSorted(
      (left, right) => Number(left.parameters['SequenceNumber']) - Number(right.parameters['SequenceNumber']),
    );
    expect(
      inOrder.map(({ parameters }) =>
        `${parameters['StatusCallbackEvent']} ${parameters['ParticipantIdentity'] ?? ''}`.trim(),
      ),
    ).toEqual([
      'room-created',
      'participant-connected client:1',
      'participant-connected lawyer:1',
      'participant-disconnected client:1',
      'participant-disconnected lawyer:1',
      'room-ended',
    ]);
    const participants = await client.video.v1.rooms(room.sid).participants.list();
    for (const resource of [room, ...participants])
      expect(Object.values(resource.toJSON())).not.toContain(undefined);
    expect(participants.map(({ identity, status }) => `${identity} ${status}`)).toEqual([
      'lawyer:1 disconnected',
      'client:1 disconnected',
    ]);
  });

  it('disconnects the former connection when somebody joins twice, and takes no more than it may', async () => {
    await openRoom();
    await rig.control('POST', '/rooms/consultation-1/join', { identity: 'client:1' });
    await rig.control('POST', '/rooms/consultation-1/join', { identity: 'client:1' });
    expect((await rig.control('POST', '/rooms/consultation-1/join', { identity: 'lawyer:1' })).status).toBe(
      200,
    );
    expect((await rig.control('POST', '/rooms/consultation-1/join', { identity: 'stranger' })).status).toBe(
      409,
    );
    const connected = await client.video.v1
      .rooms('consultation-1')
      .participants.list({ status: 'connected' });
    expect(connected.map(({ identity }) => identity)).toEqual(['lawyer:1', 'client:1']);
  });

  it('ends when nobody came within its time, and its name is free again', async () => {
    const room = await openRoom();
    await rig.control('POST', '/clock', { ms: 59 * minuteMs });
    expect(await client.video.v1.rooms(room.sid).fetch()).toMatchObject({ status: 'in-progress' });
    await rig.control('POST', '/clock', { ms: minuteMs });
    expect(await client.video.v1.rooms(room.sid).fetch()).toMatchObject({ status: 'completed' });
    await expect(client.video.v1.rooms('consultation-1').fetch()).rejects.toMatchObject({
      status: 404,
      code: 20404,
    });
    await expect(client.video.v1.rooms(room.sid).update({ status: 'completed' })).rejects.toMatchObject({
      code: 53118,
    });
    expect((await openRoom()).sid).not.toBe(room.sid);
  });

  it('ends when it has been empty for its time', async () => {
    const room = await openRoom();
    await rig.control('POST', '/rooms/consultation-1/join', { identity: 'client:1' });
    await rig.control('POST', '/clock', { ms: 61 * minuteMs });
    await rig.control('POST', '/rooms/consultation-1/leave', { identity: 'client:1' });
    await rig.control('POST', '/clock', { ms: 14 * minuteMs });
    expect(await client.video.v1.rooms(room.sid).fetch()).toMatchObject({ status: 'in-progress' });
    await rig.control('POST', '/clock', { ms: 2 * minuteMs });
    expect(await client.video.v1.rooms(room.sid).fetch()).toMatchObject({ status: 'completed' });
  });

  it.each([
    { change: { unusedRoomTimeout: 61 }, code: 53109 },
    { change: { maxParticipants: 51 }, code: 53107 },
    { change: { mediaRegion: 'mars' }, code: 53115 },
  ])('is refused with $code for $change', async ({ change, code }) => {
    await expect(client.video.v1.rooms.create({ uniqueName: 'other', ...change })).rejects.toMatchObject({
      status: 400,
      code,
    });
  });
});
