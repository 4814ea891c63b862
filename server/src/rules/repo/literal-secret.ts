import {
  daskSettings,
  podTemplates,
  type Repository,
  type RepositoryFile,
  sectionOf,
} from '../../binder/index.ts';
import {
  type Command,
  inUnits,
  literalText,
  type Statement,
  type Unit,
  type Word,
  walkStatements,
} from '../../shell/index.ts';
import type { SourceText, Span } from '../../text/index.ts';
import { nodeAt, pairOf, resolved } from '../../yaml/index.ts';
import type { Report, Rule } from '../rule.ts';

export const literalSecret: Rule = {
  meta: {
    code: 'repo/literal-secret',
    summary: 'A token, password or key stands in the text',
    severity: 'warning',
    core: false,
    fix: 'none',
    docs: {
      launch: 'Everybody can read it in a public repository, and in every image that is built from it.',
      detail:
        'Options such as `--token`, variables and keys called token, secret or password, `env` of a pod, and passwords in addresses. Quiet for variables, names of files and evident dummies such as `<token>`, `xxx` and `changeme`. The message never repeats the value.',
      sources: ['corpus of start scripts', 'dask-gateway gateway.yaml, auth.kwargs; coiled.token'],
      examples: [
        {
          bad: {
            'binder/start':
              '#!/bin/bash\ncoiled login --token 0f1e2d3c4b5a6978 --account example\nexec "$@"\n',
          },
          good: {
            'binder/start':
              '#!/bin/bash\ncoiled login --token "${COILED_TOKEN}" --account example\nexec "$@"\n',
          },
        },
      ],
    },
  },
  check(repository, report) {
    for (const file of scripts(repository)) inScript(repository, file, report);
    inSettings(repository, report);
    inPods(repository, report);
  },
};

/** A name that calls its value a secret. */
const SECRET =
  /(?:^|[-_.])(?:api[-_]?)?(?:token|secret|passw(?:or)?d|passphrase|secret[-_]?key|access[-_]?key|api[-_]?key|private[-_]?key)$/i;
/** Names that only speak of one: files, addresses, switches, times, identifiers. */
const NO_SECRET = /(?:access[-_]?key[-_]?id|[-_](?:file|path|url|uri|name|env|dir|type|ttl|expiry|length)$)/i;
const DUMMY =
  /^(?:x+|\*+|\.+|-+|<.*>|\[.*\]|\{.*\}|%.*%|.*\$.*|.*[`].*|change[-_]?me|secret|password|passwd|token|none|null|nil|true|false|yes|no|empty|dummy|test|example|sample|placeholder|todo|fixme|foo|bar|abc|abc123|your[-_ ].*|my[-_ ]?(?:token|secret|password|key)|insert.*|replace.*|put.*here|1234\d*|0+|redacted|hidden)$/i;

function isSecret(name: string): boolean {
  return SECRET.test(name) && !NO_SECRET.test(name);
}

/** Whether a text can be a secret: no dummy, no path, and not too short. */
function isValue(text: string): boolean {
  return (
    text.length >= 6 &&
    !DUMMY.test(text) &&
    !/\s/.test(text) &&
    !/^(?:[~./]|https?:|file:|arn:)/.test(text) &&
    !/^[A-Z][A-Z0-9_]*$/.test(text)
  );
}

const MESSAGE =
  'is written here in plain text; put it into a variable that the hub sets, or a secret of the service. Everybody can read it in a public repository.';

function scripts(repository: Repository): readonly RepositoryFile[] {
  return [
    ...repository.filesOf('start'),
    ...repository.filesOf('ignored-start'),
    ...repository.filesOf('post-build'),
  ].filter(({ binary }) => !binary);
}

function inScript(repository: Repository, file: RepositoryFile, report: Report): void {
  const tell: Tell = (span, what) => report({ path: file.path, span, message: `${what} ${MESSAGE}` });
  for (const command of inUnits(repository.script(file).units, file.source, commandsWithSecrets))
    inCommand(file.source, command, tell);
}

type Tell = (span: Span, what: string) => void;

function commandsWithSecrets({ statements }: Unit, source: SourceText): readonly Command[] {
  const commands: Command[] = [];
  walkStatements(
    statements,
    (statement: Statement) => {
      if (statement.kind !== 'command') return;
      let found = false;
      inCommand(source, statement, () => {
        found = true;
      });
      if (found) commands.push(statement);
    },
    { substitutions: true },
  );
  return commands;
}

function inCommand(source: SourceText, command: Command, tell: Tell): void {
  for (const { name, value } of [
    ...command.assignments,
    ...command.words.flatMap((word) => word.assignment ?? []),
  ]) {
    const text = value.kind === 'word' ? literalText(value) : undefined;
    if (value.kind !== 'word' || text === undefined) continue;
    if (isSecret(name) && isValue(text)) tell(value.span, `The value of \`${name}\``);
    else inArgument(source, value, undefined, tell);
  }
  for (const [i, word] of command.words.entries()) {
    if (word.assignment === undefined) inArgument(source, word, command.words[i + 1], tell);
  }
}

function inArgument(source: SourceText, word: Word, next: Word | undefined, tell: Tell): void {
  const text = literalText(word);
  if (text === undefined) return;
  const option = /^--?([A-Za-z][\w.-]*?)(=(.*))?$/s.exec(text);
  if (option !== null && isSecret(option[1] ?? '')) {
    if (option[2] === undefined) {
      const value = next && literalText(next);
      if (next !== undefined && value !== undefined && !value.startsWith('-') && isValue(value))
        tell(next.span, `The value of \`${text}\``);
    } else if (isValue(option[3] ?? '')) {
      const at = source.slice(word.span).indexOf('=') + 1;
      tell({ start: word.span.start + at, end: word.span.end }, `The value of \`--${option[1] ?? ''}\``);
    }
  }
  const address = /^\w[\w+.-]*:\/\/[^\s:/@]+:([^\s/@]+)@/.exec(text.replace(/^[A-Za-z_]\w*=/, ''));
  if (address !== null && isValue(address[1] ?? '')) {
    const at = source.slice(word.span).indexOf(address[1] ?? '');
    if (at >= 0)
      tell(
        { start: word.span.start + at, end: word.span.start + at + (address[1] ?? '').length },
        'The password in this address',
      );
  }
}

/** Keys of Dask configurations, also those below open sections such as `gateway.auth.kwargs`. */
function inSettings(repository: Repository, report: Report): void {
  const seen = new Set<string>();
  for (const { file, pair, status } of repository.derive(daskSettings)) {
    if (sectionOf(status) !== undefined) continue;
    const visit = (node: Parameters<typeof resolved>[0], name: string): void => {
      const value = resolved(node);
      if (value?.kind === 'mapping') {
        for (const inner of value.pairs) {
          const key = resolved(inner.key);
          if (key?.kind === 'scalar' && inner.value.kind !== 'alias') visit(inner.value, key.text);
        }
      }
      const place = `${file.path}:${node.span.start}`;
      if (
        value?.kind !== 'scalar' ||
        value.type === 'null' ||
        !isSecret(name) ||
        !isValue(value.text) ||
        seen.has(place)
      )
        return;
      seen.add(place);
      report({ path: file.path, span: node.span, message: `The value of \`${name}\` ${MESSAGE}` });
    };
    const key = resolved(pair.key);
    // What stands below a template is looked at as a pod.
    if (key?.kind === 'scalar' && !/template$/.test(key.text) && pair.value.kind !== 'alias')
      visit(pair.value, key.text);
  }
}

/** `env` of the containers. */
function inPods(repository: Repository, report: Report): void {
  for (const { file, node } of repository.derive(podTemplates)) {
    const containers = nodeAt(node, ['spec', 'containers']);
    const list = containers === undefined ? undefined : resolved(containers);
    if (list?.kind !== 'sequence') continue;
    for (const container of list.items) {
      const env = pairOf(container, 'env')?.value;
      const variables = env === undefined ? undefined : resolved(env);
      if (variables?.kind !== 'sequence') continue;
      for (const variable of variables.items) {
        const name = resolved(pairOf(variable, 'name')?.value ?? variable);
        const value = pairOf(variable, 'value')?.value;
        const text = value === undefined ? undefined : resolved(value);
        if (name?.kind !== 'scalar' || text?.kind !== 'scalar' || value === undefined) continue;
        if (isSecret(name.text) && isValue(text.text))
          report({ path: file.path, span: value.span, message: `The value of \`${name.text}\` ${MESSAGE}` });
      }
    }
  }
}
