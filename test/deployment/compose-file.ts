import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseEnv } from 'node:util';
import T from 'typebox';
import { Parse } from 'typebox/value';
import { parse } from 'yaml';

const Service = T.Object({
  image: T.String(),
  build: T.Optional(T.String()),
  profiles: T.Optional(T.Array(T.String())),
  environment: T.Record(T.String(), T.String()),
  ports: T.Optional(T.Array(T.String())),
  network_mode: T.Optional(T.String()),
  volumes: T.Optional(T.Array(T.String())),
  restart: T.String(),
  healthcheck: T.Optional(T.Object({ test: T.Array(T.String()), interval: T.String(), timeout: T.String() })),
  depends_on: T.Optional(T.Record(T.String(), T.Object({ condition: T.String() }))),
});
const ComposeFile = T.Object({
  services: T.Record(T.String(), Service),
  volumes: T.Record(T.String(), T.Unknown()),
});

export type Service = T.Static<typeof Service>;
export type Values = Readonly<Record<string, string | undefined>>;

export function pathOf(path: string): string {
  return fileURLToPath(new URL(`../../${path}`, import.meta.url));
}

/** A file of the project as text. */
export function textOf(path: string): string {
  return readFileSync(pathOf(path), 'utf8');
}

/** docker-compose.yml as data; throws when it has not the shape that the tests know. */
export function readCompose(): T.Static<typeof ComposeFile> {
  return Parse(ComposeFile, parse(textOf('docker-compose.yml'), { merge: true }));
}

export function readRehearsal(): Values {
  return parseEnv(textOf('deploy/demo.env'));
}

const reference = /\$\{([A-Z0-9_]+)(?::(-|\?)([^}]*))?\}/g;

/** The variables that a text takes from the environment of Compose. */
export function referencesIn(text: string): string[] {
  return [...text.matchAll(reference)].map(([, name = '']) => name);
}

/** The environment that a service is given, with what Compose puts into it. Throws for what must be set and is not. */
export function environmentOf({ environment }: Service, values: Values): Record<string, string> {
  const filled = (text: string) =>
    text.replaceAll(reference, (_all, name: string, kind: string | undefined, rest: string | undefined) => {
      if (values[name]) return values[name];
      if (kind === '?') throw new Error(rest);
      return rest ?? '';
    });
  return Object.fromEntries(Object.entries(environment).map(([name, text]) => [name, filled(text)]));
}
