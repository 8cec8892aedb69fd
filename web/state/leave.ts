import { signal } from '@preact/signals';
import { signOut } from '#web/requests/account.ts';
import { problemOf } from '#web/requests/problem.ts';
import type { ApiProblem } from '#web/requests/problem.ts';

/** Why the last sign-out did not come about: whoever asked for it is signed in still. */
export const leaveProblem = signal<ApiProblem | undefined>(undefined);

const tabs = new BroadcastChannel('majlis.session');

/**
 * Ends the session, and takes what was typed and shown in it out of every tab: the next person at this computer is another one.
 * False when the session goes on.
 */
export async function leave(): Promise<boolean> {
  leaveProblem.value = undefined;
  try {
    await signOut();
  } catch (error) {
    leaveProblem.value = problemOf(error);
    return false;
  }
  tabs.postMessage('left');
  startAnew();
  return true;
}

/** From now on this tab follows when somebody signs out in another one. */
export function followLeaving(): void {
  tabs.addEventListener('message', startAnew);
}

/** Loaded anew, no page remembers anything. */
function startAnew(): void {
  for (const key of Object.keys(sessionStorage)) if (isOfSession(key)) sessionStorage.removeItem(key);
  location.assign('/');
}

/** Drafts of bookings, and what was last sent of one. */
function isOfSession(key: string): boolean {
  return key.startsWith('majlis.draft.') || key === 'majlis.attempt';
}
