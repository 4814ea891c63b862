import type { Repository } from '../binder/index.ts';
import {
  changesIn,
  type FileOutcome,
  type Launch,
  likely,
  type Place,
  type Step,
  show,
  type ValueOrigin,
} from '../launch/index.ts';
import { difference, LineIndex } from '../text/index.ts';
import { commandText } from './launch-answer.ts';

/** More lines of a story, or of one difference, are not told. */
const MAX_TOLD = 60;
const MAX_LINES = 80;
const MAX_VALUE = 120;

/** The story of a launch in its order, as Markdown that can be pasted into an issue. */
export function launchReport(repository: Repository, launch: Launch): string {
  const title =
    launch.script === undefined ? 'A launch without a start script' : `The launch of \`${launch.script}\``;
  const values =
    launch.profile === undefined ? 'the given environment alone' : `those of ${launch.profile.title}`;
  return [
    `# ${title}`,
    `The values are ${values}${launch.given.size > 0 ? ', and your own' : ''}. Nothing was run: this is what a simulation says.`,
    ...section('What happens', story(repository, launch)),
    ...section(
      'Files',
      [...launch.files.values()].flatMap((file) => fileText(launch, file)),
    ),
    ...section('Environment of Jupyter', environmentText(launch)),
    ...section('What the log shows', logText(launch)),
    ...section('What is not known', unknownText(launch)),
    '',
  ].join('\n');
}

function section(title: string, lines: readonly string[]): readonly string[] {
  const end = lines.findLastIndex((line) => line !== '');
  return end < 0 ? [] : ['', `## ${title}`, '', ...lines.slice(0, end + 1)];
}

function story(repository: Repository, launch: Launch): readonly string[] {
  const told: string[] = [startText(launch)];
  const changed = filesByPlace(launch);
  const complaints = new Set(launch.steps.flatMap((step) => (step.kind === 'complaint' ? [said(step)] : [])));
  for (const step of launch.steps) {
    const what = stepText(repository, step, changed, complaints);
    if (what === undefined) continue;
    const where = step.place.path === launch.script ? '' : `\`${step.place.path}\` `;
    const sure = step.reached === 'perhaps' ? 'perhaps: ' : '';
    const line = `- ${where}line ${step.place.line}: ${sure}${what}`;
    if (told.at(-1) !== line) told.push(line);
  }
  const kept = told.length > MAX_TOLD + 1 ? [...told.slice(0, MAX_TOLD), '- …'] : told;
  return [...kept, endText(launch)];
}

function startText(launch: Launch): string {
  const { start } = launch;
  switch (start.runs) {
    case 'bash':
    case 'dash':
      return `- ${start.runs === 'bash' ? '`bash`' : '`sh`, which is dash,'} reads the script${start.login ? ' as a login shell' : ''}.`;
    case 'other':
      return `- \`${start.interpreter}\` reads the script; what it does is not simulated.`;
    case 'nothing':
      return `- ${REFUSED[start.why]}`;
  }
}

const REFUSED = {
  'no-script': 'There is no start script; Jupyter starts with the files as they are.',
  'no-shebang': 'The script is not started: it has no `#!` line.',
  'interpreter-missing': 'The script is not started: the program that its `#!` line names does not exist.',
  'env-two-words': 'The script is not started: `env` takes all that follows it in the `#!` line as one name.',
  'shell-option':
    'The script is not read: the shell refuses the options that the `#!` line gives it, as one argument.',
  'not-executable': 'The script is not started: it is not executable.',
} as const;

/** A message and the command that it comes from. */
function said({ place, message }: { readonly place: Place; readonly message: string }): string {
  return `${key(place)} ${message.trimEnd()}`;
}

/** @param complaints what commands say, which is told on lines of its own */
function stepText(
  repository: Repository,
  step: Step,
  changed: ReadonlyMap<string, readonly string[]>,
  complaints: ReadonlySet<string>,
): string | undefined {
  switch (step.kind) {
    case 'sed': {
      const isTold = (message: string): boolean => complaints.has(said({ place: step.place, message }));
      const outcomes = step.operands.flatMap(({ path, value, outcome, error }) => {
        const name = `\`${path ?? show(value)}\``;
        if (error !== undefined && isTold(error)) return [];
        if (outcome === 'failed') return [error ?? `fails on ${name}`];
        if (outcome === 'unknown') return [`makes of ${name} what is not known`];
        return [outcome === 'changed' ? `changes ${name}` : `changes nothing in ${name}`];
      });
      const inPlace = step.plan.arguments.inPlace !== undefined;
      const shown = inPlace ? outcomes : outcomes.filter((text) => !text.startsWith('changes'));
      const messages = step.messages.filter((message) => !outcomes.includes(message) && !isTold(message));
      const all = [...shown, ...messages.map((message) => `says ${code(message.trimEnd())}`)];
      return all.length === 0 ? undefined : `${command(repository, step.place)} ${all.join(', ')}`;
    }
    case 'assign':
      return step.exported === false || step.value === undefined
        ? undefined
        : `${step.exported === 'perhaps' ? 'perhaps exports' : 'exports'} \`${step.name}\` = ${code(show(step.value))}`;
    case 'command': {
      if (step.runs === 'missing') return `${command(repository, step.place)}: there is no such command`;
      const files = changed.get(key(step.place)) ?? [];
      const all = files.map((path) => `changes \`${path}\``);
      return all.length === 0 ? undefined : `${command(repository, step.place)} ${all.join(', ')}`;
    }
    case 'exec':
      return step.server
        ? undefined
        : `${command(repository, step.place)} ${step.found === false ? 'fails, since there is no such command, and the script ends' : 'takes the place of the script; it is not the command that starts Jupyter'}`;
    case 'server': {
      const how = step.how === 'exec' ? 'hands over to Jupyter' : 'starts Jupyter as its child';
      const count = step.arguments.length;
      return `${command(repository, step.place)} ${how}${step.background ? ', and the script goes on' : ''}, with ${count === 1 ? '1 argument' : `${count} arguments`}`;
    }
    case 'complaint':
      return step.message.endsWith('command not found')
        ? undefined
        : `${command(repository, step.place)}: ${code(step.message)}`;
    case 'end':
      return `${ENDS[step.why]}${step.variable === undefined ? '' : ` (\`${step.variable}\`)`}; status ${step.status}`;
  }
}

const ENDS = {
  exit: 'the script ends',
  errexit: 'a command fails, and `set -e` ends the script',
  'unset-variable': 'a variable is not set, and `set -u` ends the script',
  'parameter-error': 'an expansion fails and ends the script',
  'syntax-error': 'bash cannot read on, and the script ends',
  'exec-failed': '`exec` fails and ends the script',
} as const;

function endText(launch: Launch): string {
  if (launch.start.runs === 'nothing' && launch.start.why === 'no-script') return '- No file is changed.';
  const { server, reachesExec } = launch;
  if (server?.how === 'exec' && reachesExec === 'yes') return '- **Jupyter takes the place of the script.**';
  if (server !== undefined && server.how === 'child' && reachesExec !== 'yes')
    return server.background
      ? '- **Jupyter is started as a job; the container stops with the script.**'
      : '- **Jupyter runs as a child of the script and gets no signals.**';
  if (reachesExec === 'perhaps')
    return '- **Whether Jupyter is reached is not certain**; see what is not known.';
  if (reachesExec === 'yes' && server !== undefined)
    return '- **Another program takes the place of the script, and Jupyter runs as a child.**';
  if (reachesExec === 'yes')
    return '- **Another program takes the place of the script; Jupyter is not started.**';
  return `- **Jupyter is never started**: the script ends with status ${launch.exit === 'failed' ? 'other than 0' : launch.exit}.`;
}

function filesByPlace(launch: Launch): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const { path, changes } of launch.files.values()) {
    for (const change of changes) {
      const paths = found.get(key(change)) ?? [];
      if (!paths.includes(path)) paths.push(path);
      found.set(key(change), paths);
    }
  }
  return found;
}

function key(place: Place): string {
  return `${place.path}:${place.span.start}`;
}

function fileText(launch: Launch, outcome: FileOutcome): readonly string[] {
  const { path, before, after } = outcome;
  if (after.kind === 'link') return [`\`${path}\` is a link to \`${after.target}\`.`, ''];
  if (after.kind === 'directory') return [`The folder \`${path}\` is made.`, ''];
  if (after.kind === 'absent')
    return [`${before.kind === 'directory' ? 'The folder ' : ''}\`${path}\` is removed.`, ''];
  const { before: old, after: made, spans } = changesIn(launch, outcome);
  const head = `\`${path}\`${before.kind === 'absent' ? ', a new file' : ''}${certain(outcome) ? '' : ', as is likely'}:`;
  const values = new Map<string, string>();
  for (const span of spans) for (const value of span.values) values.set(value.name, valueText(value));
  const lines = changedLines(old, made);
  if (lines.length === 0 && !certain(outcome)) return [`What \`${path}\` holds then is not known.`, ''];
  return [
    head,
    '',
    '```diff',
    ...lines.slice(0, MAX_LINES),
    ...(lines.length > MAX_LINES ? [`@@ and ${lines.length - MAX_LINES} more lines @@`] : []),
    '```',
    ...(values.size === 0 ? [] : ['', `Values: ${[...values.values()].join('; ')}.`]),
    '',
  ];
}

function certain({ after }: FileOutcome): boolean {
  return after.kind === 'text' && after.text.pieces.every((piece) => piece.kind === 'text');
}

function valueText({ name, value, from }: ValueOrigin): string {
  return value === undefined ? `\`${name}\` is not set` : `\`${name}\` is ${code(value)} (${from})`;
}

function changedLines(before: string, after: string): readonly string[] {
  const index = new LineIndex(before);
  return difference(before, after).flatMap(({ span, text }) => [
    `@@ line ${index.lineAt(span.start) + 1} @@`,
    ...lines(before.slice(span.start, span.end)).map((line) => `-${line}`),
    ...lines(text).map((line) => `+${line}`),
  ]);
}

function lines(text: string): string[] {
  return text === '' ? [] : text.replace(/\n$/, '').split('\n');
}

function environmentText(launch: Launch): readonly string[] {
  if (launch.server === undefined) return [];
  const rows: string[] = [];
  for (const [name, { value, certain: sure, from }] of launch.exported) {
    if (typeof from !== 'object') continue;
    const shown = value === undefined ? 'removed' : cell(show(value));
    rows.push(
      `| \`${name}\` | ${shown}${sure ? '' : ', perhaps'} | line ${from.line}${from.path === launch.script ? '' : ` of \`${from.path}\``} |`,
    );
  }
  if (rows.length === 0) return ['As it was given to the script.'];
  return ['| variable | value | set in |', '|---|---|---|', ...rows];
}

function logText(launch: Launch): readonly string[] {
  return [
    ...outputText('standard output', likely(launch.stdout)),
    ...outputText('standard error', likely(launch.stderr)),
  ];
}

function outputText(name: string, text: string): readonly string[] {
  if (text === '') return [];
  const told = lines(text);
  const fence = '`'.repeat(Math.max(3, ...(text.match(/`+/g) ?? []).map((run) => run.length + 1)));
  return [
    `On ${name}:`,
    '',
    `${fence}text`,
    ...told.slice(0, MAX_LINES),
    ...(told.length > MAX_LINES ? [`… and ${told.length - MAX_LINES} more lines`] : []),
    fence,
    '',
  ];
}

function unknownText(launch: Launch): readonly string[] {
  const notes = launch.unknown.map(
    ({ path, place, message }) =>
      `- ${path === launch.script ? '' : `\`${path}\` `}line ${place.line}: ${message}`,
  );
  const from = launch.unknownFrom;
  if (from !== undefined)
    notes.push(
      `- From \`${from.place.path}\` line ${from.place.line} on nothing is certain; what follows is told as if that line did nothing.`,
    );
  for (const [path, reason] of launch.perhapsChanged)
    notes.push(`- \`${path}\` may be changed: ${reason} is not known.`);
  return notes;
}

function command(repository: Repository, place: Place): string {
  return code(commandText(repository, place));
}

/** Text as code, whatever is in it. */
function code(text: string): string {
  const line = text.replaceAll('\n', '⏎');
  const short = line.length > MAX_VALUE ? `${line.slice(0, MAX_VALUE - 1)}…` : line;
  if (short === '') return 'nothing';
  const fence = '`'.repeat(Math.max(1, ...(short.match(/`+/g) ?? []).map((run) => run.length + 1)));
  const pad = /^`|`$/.test(short) ? ' ' : '';
  return `${fence}${pad}${short}${pad}${fence}`;
}

/** Text as code in a table, where a bar would end the cell. */
function cell(text: string): string {
  return code(text).replaceAll('|', '\\|');
}
