import { sandboxControl } from './demo/sandbox.ts';
import { signIn } from './demo/person.ts';
import {
  awaitReminder,
  bookAndPay,
  cancelForRefund,
  findQuickLawyer,
  firstSlot,
  meet,
  type Stage,
} from './demo/story.ts';
import { demoLawyers } from './demo/seed.ts';
import { answers, reasonOf } from './readiness.ts';
import { givenEnvironment, settingsOf } from './settings.ts';

const DAY_MS = 24 * 60 * 60_000;

try {
  const stage = await openStage();
  const { say } = stage;
  const lawyer = await findQuickLawyer(stage);
  say(
    `${lawyer.name} answers in five minutes. Times below are Dubai's; the sign-ins are in the table of npm start.`,
  );
  const first = await bookAndPay(stage, lawyer.id, await firstSlot(stage, lawyer.id));
  say('While it waits, a second one, for tomorrow:');
  const second = await bookAndPay(stage, lawyer.id, await firstSlot(stage, lawyer.id, DAY_MS));
  await cancelForRefund(stage, second);
  await awaitReminder(stage, first);
  await meet(stage, first);
  say(`That is a whole life. All messages: ${sandboxUrlOf()}/inbox`);
} catch (error) {
  console.error(`The demo broke off. ${reasonOf(error)}`);
  process.exitCode = 1;
}

async function openStage(): Promise<Stage> {
  const settings = settingsOf(givenEnvironment());
  const { publicUrl } = settings;
  for (const url of [`${publicUrl}/readyz`, `${sandboxUrlOf()}/healthz`]) {
    await answers(url).catch((error: unknown) => {
      throw new Error(`Nothing is ready at ${url}: run npm start in another terminal first.`, {
        cause: error,
      });
    });
  }
  const quick = demoLawyers.find(({ prices }) => prices.video?.durations.includes(5));
  const startedAt = performance.now();
  return {
    client: await signIn(publicUrl, 'client@majlis.test'),
    lawyer: await signIn(publicUrl, quick?.email ?? ''),
    sandbox: sandboxControl(sandboxUrlOf(), settings.SANDBOX_TOKEN),
    publicUrl,
    say: (line) => console.log(`${elapsed(startedAt)}  ${line}`),
  };
}

function sandboxUrlOf(): string {
  return `http://127.0.0.1:${settingsOf(givenEnvironment()).SANDBOX_PORT}`;
}

function elapsed(startedAt: number): string {
  const seconds = Math.floor((performance.now() - startedAt) / 1000);
  return `${String(Math.floor(seconds / 60)).padStart(2, '0')}:${String(seconds % 60).padStart(2, '0')}`;
}
