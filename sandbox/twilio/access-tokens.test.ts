import twilio from 'twilio';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { twilioAt } from '#sandbox/official-clients.ts';
import { type Rig, rigKeys, startRig } from '#sandbox/rig.ts';

let rig: Rig;
beforeAll(async () => {
  rig = await startRig();
  await twilioAt(rig.url).video.v1.rooms.create({ uniqueName: 'consultation-1' });
  await twilioAt(rig.url).video.v1.rooms.create({ uniqueName: 'consultation-2' });
});
afterAll(() => rig.close());

interface Asked {
  ttl?: number;
  secret?: string;
  key?: string;
  room?: string;
}

function tokenFor({
  ttl = 600,
  secret = rigKeys.twilioApiSecret,
  key = rigKeys.twilioApiKey,
  room = 'consultation-1',
}: Asked): string {
  const token = new twilio.jwt.AccessToken(rigKeys.twilioAccountSid, key, secret, {
    identity: 'client:1',
    ttl,
  });
  token.addGrant(new twilio.jwt.AccessToken.VideoGrant({ room }));
  return token.toJwt();
}

describe('an access token of the official SDK', () => {
  it('admits its identity to its room', async () => {
    expect((await rig.control('POST', '/rooms/consultation-1/join', { token: tokenFor({}) })).status).toBe(
      200,
    );
    const [participant] = await twilioAt(rig.url).video.v1.rooms('consultation-1').participants.list();
    expect(participant).toMatchObject({ identity: 'client:1', status: 'connected' });
  });

  it.each<{ reason: string; asked: Asked; code: number }>([
    { reason: 'another secret', asked: { secret: 'other' }, code: 20101 },
    { reason: 'another key', asked: { key: `SK${'9'.repeat(32)}` }, code: 20103 },
    { reason: 'an end that has passed', asked: { ttl: -10 }, code: 20104 },
    { reason: 'more than a day', asked: { ttl: 90_000 }, code: 20157 },
    { reason: 'another room', asked: { room: 'consultation-2' }, code: 53106 },
  ])('is refused with $code for $reason', async ({ asked, code }) => {
    const { status, body } = await rig.control('POST', '/rooms/consultation-1/join', {
      token: tokenFor(asked),
    });
    expect({ status, code: body.code }).toEqual({ status: 401, code });
  });
});
