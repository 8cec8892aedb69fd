import { groups, meaningOf, type VariableName, variables } from '#config/variables.ts';

const HEADING = [
  '# Every variable that Majlis reads. Copy this file to .env and fill in what you have: a blank value counts as',
  '# absent, and npm start then brings a server of its own or uses the sandbox.',
  '# Written by `node dev/boot.mjs dev/write-env-example.ts` from config/variables.ts.',
];

/** The text of `.env.example`: each variable with its meaning above it and its default, in the order of the groups. */
export function envExample(): string {
  const blocks = Object.entries(groups).map(([title, group]) => {
    const lines = Object.keys(group).filter(isVariable).flatMap(linesOf);
    return [`# --- ${title} ---`, ...lines].join('\n');
  });
  return `${[HEADING.join('\n'), ...blocks].join('\n\n')}\n`;
}

function isVariable(name: string): name is VariableName {
  return Object.hasOwn(variables, name);
}

/** A default stays commented out: copied into `.env` it would outlive its reason, such as a PUBLIC_URL without its PORT. */
function linesOf(name: VariableName): string[] {
  const { description, expected, default: value } = meaningOf(name);
  const obvious = expected === 'text' || typeof value === 'number';
  return [
    `# ${description}${obvious ? '' : ` Must be ${expected}.`}`,
    value === undefined ? `${name}=` : `# ${name}=${String(value)}`,
  ];
}
