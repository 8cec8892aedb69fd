import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createProviderStage, holdConsultation, publicUrl } from '#test/rehearsal/provider-stage.ts';
import type { ProviderStage } from '#test/rehearsal/provider-stage.ts';

let stage: ProviderStage;
beforeAll(async () => {
  stage = await createProviderStage();
});
afterEach(() => stage.heal());
afterAll(() => stage.close());

async function meetingOf(consultationId: string) {
  return stage.db
    .selectFrom('meeting')
    .where('consultationId', '=', consultationId)
    .selectAll()
    .executeTakeFirstOrThrow();
}

async function opened() {
  const booking = await holdConsultation(stage.db);
  await stage.activities.openRoom(booking);
  return booking;
}

describe('a video room', () => {
  it('is one room, however often it is opened', async () => {
    const { consultationId, roomName } = await opened();
    const { roomSid, status } = await meetingOf(consultationId);
    expect(status).toBe('open');
    await stage.activities.openRoom({ consultationId });
    expect(await meetingOf(consultationId)).toMatchObject({ roomSid, status: 'open' });
    const asked = (await stage.requests('rooms.create')).map(
      ({ parameters }) => new URLSearchParams(parameters),
    );
    const first = asked.find((parameters) => parameters.get('UniqueName') === roomName);
    expect(Object.fromEntries(first ?? [])).toMatchObject({
      Type: 'group',
      UnusedRoomTimeout: '60',
      EmptyRoomTimeout: '15',
      MaxParticipants: '3',
      StatusCallback: `${publicUrl}/api/video/webhook`,
    });
  });

  it('is found when the answer of its creation was lost', async () => {
    const booking = await holdConsultation(stage.db);
    await stage.fail({ provider: 'twilio', operation: 'rooms.create', kind: 'reset', times: 1 });
    await expect(stage.activities.openRoom(booking)).rejects.toThrow('socket hang up');
    await stage.activities.openRoom(booking);
    expect((await meetingOf(booking.consultationId)).roomSid).toMatch(/^RM/);
  });

  it('is followed by a new one when Twilio ended it because nobody came', async () => {
    const { consultationId } = await opened();
    const { roomSid } = await meetingOf(consultationId);
    await stage.advance(61 * 60_000);
    await stage.activities.openRoom({ consultationId });
    const again = await meetingOf(consultationId);
    expect(again.status).toBe('open');
    expect(again.roomSid).not.toBe(roomSid);
  });

  it('is closed once, and stays closed', async () => {
    const { consultationId, roomName } = await opened();
    await stage.activities.closeRoom({ consultationId });
    const { closedAt } = await meetingOf(consultationId);
    await stage.activities.closeRoom({ consultationId });
    await stage.activities.openRoom({ consultationId });
    expect(await meetingOf(consultationId)).toMatchObject({ status: 'closed', closedAt });
    await expect(stage.join(roomName, 'client:1')).rejects.toThrow('404');
  });

  it('can be closed though it was never opened, and then cannot be opened', async () => {
    const { consultationId } = await holdConsultation(stage.db);
    await stage.activities.closeRoom({ consultationId });
    await stage.activities.openRoom({ consultationId });
    expect(await meetingOf(consultationId)).toMatchObject({ status: 'closed', roomSid: null });
  });

  it('is closed too when it was opened and never written down', async () => {
    const { consultationId, roomName } = await opened();
    await stage.db
      .updateTable('meeting')
      .where('consultationId', '=', consultationId)
      .set({ status: 'planned', roomSid: null })
      .execute();
    await stage.activities.closeRoom({ consultationId });
    await expect(stage.join(roomName, 'client:1')).rejects.toThrow('404');
  });

  it('does not exist for a consultation at the office', async () => {
    const { consultationId } = await holdConsultation(stage.db, {
      consultation: { consultationType: 'in_person' },
    });
    await stage.activities.openRoom({ consultationId });
    await stage.activities.closeRoom({ consultationId });
    expect(await stage.activities.readPresence({ consultationId })).toEqual({
      clientJoined: false,
      lawyerJoined: false,
      isRoomOpen: false,
    });
    expect(await meetingOf(consultationId)).toMatchObject({ roomSid: null, status: 'closed' });
  });
});

describe('who has been in the room', () => {
  const participantsOf = (consultationId: string) =>
    stage.db
      .selectFrom('meetingParticipant')
      .where('consultationId', '=', consultationId)
      .selectAll()
      .orderBy('party')
      .execute();

  it('is asked of Twilio and written down, for those who are there and those who left', async () => {
    const { consultationId, roomName, clientId, lawyerUserId } = await opened();
    expect(await stage.activities.readPresence({ consultationId })).toEqual({
      clientJoined: false,
      lawyerJoined: false,
      isRoomOpen: true,
    });
    await stage.join(roomName, `client:${clientId}`);
    expect(await stage.activities.readPresence({ consultationId })).toEqual({
      clientJoined: true,
      lawyerJoined: false,
      isRoomOpen: true,
    });
    await stage.join(roomName, `lawyer:${lawyerUserId}`);
    await stage.leave(roomName, `client:${clientId}`);
    expect(await stage.activities.readPresence({ consultationId })).toEqual({
      clientJoined: true,
      lawyerJoined: true,
      isRoomOpen: true,
    });
    expect(await participantsOf(consultationId)).toEqual([
      expect.objectContaining({ party: 'client', isPresent: false, lastLeftAt: expect.any(Date) }),
      expect.objectContaining({ party: 'lawyer', isPresent: true, lastLeftAt: null }),
    ]);
  });

  it('is known of a room that has ended', async () => {
    const { consultationId, roomName, clientId } = await opened();
    await stage.join(roomName, `client:${clientId}`);
    await stage.activities.closeRoom({ consultationId });
    expect(await stage.activities.readPresence({ consultationId })).toEqual({
      clientJoined: true,
      lawyerJoined: false,
      isRoomOpen: false,
    });
    expect(await participantsOf(consultationId)).toEqual([
      expect.objectContaining({ party: 'client', isPresent: false }),
    ]);
  });

  it('is present again after coming back', async () => {
    const { consultationId, roomName, clientId } = await opened();
    await stage.join(roomName, `client:${clientId}`);
    await stage.leave(roomName, `client:${clientId}`);
    await stage.join(roomName, `client:${clientId}`);
    await stage.activities.readPresence({ consultationId });
    expect(await participantsOf(consultationId)).toEqual([
      expect.objectContaining({ party: 'client', isPresent: true }),
    ]);
  });

  it('counts nobody who is not one of the two parties', async () => {
    const { consultationId, roomName } = await opened();
    await stage.join(roomName, 'recorder');
    expect(await stage.activities.readPresence({ consultationId })).toEqual({
      clientJoined: false,
      lawyerJoined: false,
      isRoomOpen: true,
    });
  });
});
