import type { MessageStatus } from './records.ts';

/** Recipients whose messages do not simply arrive. */
export type Fate =
  | { kind: 'refused'; code: number; message: string }
  | { kind: 'accepted'; ends: MessageStatus; errorCode: number | null };

const arrives: Fate = { kind: 'accepted', ends: 'delivered', errorCode: null };

function refused(code: number, message: string): Fate {
  return { kind: 'refused', code, message };
}

/** Twilio's own numbers for testing, and their counterparts that look like numbers of the home market. */
const magic = new Map<string, Fate>([
  ['+15005550001', refused(21211, "Invalid 'To' Phone Number: +15005550001")],
  [
    '+15005550002',
    refused(21612, "Message cannot be sent with the current combination of 'To' and/or 'From' parameters"),
  ],
  [
    '+15005550003',
    refused(
      21408,
      'Permission to send an SMS has not been enabled for the region indicated by the To number',
    ),
  ],
  ['+15005550004', refused(21610, 'Attempt to send to unsubscribed recipient')],
  ['+15005550009', refused(21614, "'To' number is not a valid mobile number: +15005550009")],
  ['+971500000002', { kind: 'accepted', ends: 'undelivered', errorCode: 30003 }],
  ['+971500000003', refused(21614, "'To' number is not a valid mobile number: +971500000003")],
  ['+971500000004', refused(21610, 'Attempt to send to unsubscribed recipient')],
  ['+971500000006', { kind: 'accepted', ends: 'sent', errorCode: null }],
]);

export function fateOf(to: string): Fate {
  return magic.get(to) ?? arrives;
}
