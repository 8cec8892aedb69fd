import { IsOptional, type Static, type TObject } from 'typebox';
import { Check, Convert, Default } from 'typebox/value';
import { meaningOf, variables, type VariableName, type Variables } from './variables.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

/** The parsed values of the picked variables; only those marked optional may be undefined. */
export type Config<Name extends VariableName> = Readonly<Pick<Static<TObject<Variables>>, Name>>;

/** Everything that is wrong with the environment, in one message that shows no value, since many are secret. */
export class ConfigError extends Error {
  readonly faults: readonly string[];

  constructor(faults: readonly string[]) {
    super(['The configuration cannot be used:', ...faults.map((fault) => `  - ${fault}`)].join('\n'));
    this.name = 'ConfigError';
    this.faults = faults;
  }
}

/**
 * The values of the variables that a process picks, frozen. A blank variable counts as absent.
 * Throws one `ConfigError` that lists every fault; in production an overridden provider is a fault too.
 */
export function readConfig<const Name extends VariableName>(
  names: readonly Name[],
  environment: Environment = process.env,
): Config<Name> {
  const parsed = parse(names, environment);
  const faults = [
    ...faultsOf(names, parsed),
    ...companionFaults(names, environment),
    ...productionFaults(names, environment),
  ];
  if (faults.length > 0 || !fits(names, parsed)) throw new ConfigError(faults);
  return Object.freeze(parsed);
}

function parse(names: readonly VariableName[], environment: Environment): Record<string, unknown> {
  const parsed: Record<string, unknown> = {};
  for (const name of names) {
    const value = Default(variables[name], valueOf(name, environment));
    if (value !== undefined) parsed[name] = Convert(variables[name], value);
  }
  return parsed;
}

function valueOf(name: VariableName, environment: Environment): string | undefined {
  const value = environment[name]?.trim();
  if (value) return value;
  // The one default that depends on another variable, so that copies side by side differ in one number.
  const metricsPort = Number(environment['METRICS_PORT']?.trim() || Number.NaN);
  return name === 'WORKER_METRICS_PORT' && metricsPort < 65_535 ? String(metricsPort + 1) : undefined;
}

function faultsOf(names: readonly VariableName[], parsed: Record<string, unknown>): string[] {
  return names.flatMap((name) => {
    const { description, expected } = meaningOf(name);
    if (parsed[name] === undefined)
      return IsOptional(variables[name]) ? [] : [`${name} is missing: ${description}`];
    return Check(variables[name], parsed[name]) ? [] : [`${name} must be ${expected}`];
  });
}

/** Optional variables that are of no use without another one. */
const companions: readonly (readonly [VariableName, VariableName])[] = [
  ['GOOGLE_CALENDAR_CLIENT_ID', 'GOOGLE_CALENDAR_CLIENT_SECRET'],
  ['GOOGLE_CALENDAR_CLIENT_ID', 'CALENDAR_KEYS'],
  ['OUTLOOK_CLIENT_ID', 'OUTLOOK_CLIENT_SECRET'],
  ['OUTLOOK_CLIENT_ID', 'CALENDAR_KEYS'],
];

function companionFaults(names: readonly VariableName[], environment: Environment): string[] {
  const isThere = (name: VariableName) => valueOf(name, environment) !== undefined;
  return companions
    .filter(([one, other]) => names.includes(one) && names.includes(other) && isThere(one) && !isThere(other))
    .map(([one, other]) => `${other} is missing: ${one} is set, and needs it`);
}

/** With real money a provider must be the real one, and nothing reaches into the private network. */
function productionFaults(names: readonly VariableName[], environment: Environment): string[] {
  if (environment['NODE_ENV']?.trim() !== 'production') return [];
  const present = names.filter((name) => valueOf(name, environment) !== undefined);
  const overridden = present
    .filter((name) => name.endsWith('_API_BASE'))
    .map((name) => `${name} must be absent when NODE_ENV is production, so that the real provider is called`);
  const opened = present
    .filter((name) => name === 'ICS_ALLOWED_ORIGINS')
    .map((name) => `${name} must be absent when NODE_ENV is production: private networks stay closed`);
  return [...overridden, ...opened];
}

function fits<Name extends VariableName>(
  names: readonly Name[],
  parsed: Record<string, unknown>,
): parsed is Config<Name> & Record<string, unknown> {
  return faultsOf(names, parsed).length === 0;
}
