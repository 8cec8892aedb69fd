import { DEMO_PASSWORD } from './demo/people.ts';
import type { System } from './system.ts';

const NO_DEMO: [string, string] = [
  'Sign-ins',
  'no demo data here; npm run operator -- add <email> makes an operator',
];

/** What a newcomer needs: where everything is, and as whom to sign in. */
export function linksTable({ addresses, environments, settings }: System): string {
  const { publicUrl, sandboxPort } = addresses;
  const sandbox = `http://127.0.0.1:${sandboxPort}`;
  const hasDemo = environments.liveKeys.length === 0 && !settings.databaseUrl;
  const rows: [string, string][] = [
    ['Book a consultation', publicUrl],
    ...(hasDemo ? signIns(publicUrl) : [NO_DEMO]),
    ['API', `${publicUrl}/api/docs`],
    ...(addresses.temporalUiUrl ? [temporalRow(publicUrl)] : []),
    ...(environments.sandboxed.length > 0
      ? ([
          ['Sandbox', `${sandbox}  (stands in for ${environments.sandboxed.join(', ')})`],
          ['Sent messages', `${sandbox}/inbox`],
          ['Sandbox control', `x-sandbox-token: ${settings.SANDBOX_TOKEN}`],
        ] satisfies [string, string][])
      : []),
    ['Logs', `${settings.dataDir}/logs`],
  ];
  const width = Math.max(...rows.map(([label]) => label.length)) + 3;
  const lines = rows.map(([label, value]) => `  ${label.padEnd(width)}${value}`);
  return [
    '',
    '  Majlis is ready.',
    '',
    ...lines,
    '',
    '  Ctrl-C stops everything; the data stay. npm run reset clears them.',
    '',
  ].join('\n');
}

function temporalRow(publicUrl: string): [string, string] {
  return ['Temporal UI', `${publicUrl}/operations/temporal  (signed in as an operator)`];
}

function signIns(publicUrl: string): [string, string][] {
  return [
    ['Client', `${publicUrl}/sign-in  client@majlis.test / ${DEMO_PASSWORD}`],
    ['Lawyer', `${publicUrl}/sign-in  lawyer@majlis.test / ${DEMO_PASSWORD}`],
    ['Operator', `${publicUrl}/sign-in  operator@majlis.test / ${DEMO_PASSWORD}`],
  ];
}
