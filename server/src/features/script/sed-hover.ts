import type { Repository, RepositoryFile } from '../../binder/index.ts';
import { hubLaunch, knownText, likely, type SedOperand, type SedStep } from '../../launch/index.ts';
import { sedRuns, type WrittenScript, writtenScript } from '../../rules/index.ts';
import { explainSed } from '../../sed/index.ts';
import type { Span } from '../../text/index.ts';
import { touches } from '../../text/index.ts';
import type { Hover } from '../model.ts';
import { bullets, code, paragraphs } from '../words.ts';

/** What the sed at an offset does, in words, and what it will change and where. */
export function sedHover(repository: Repository, file: RepositoryFile, offset: number): Hover | undefined {
  const launch = repository.derive(hubLaunch);
  if (launch.script !== file.path) return undefined;
  for (const run of sedRuns(repository)) {
    const span = wordAt(run.step, file, offset);
    if (span === undefined) continue;
    const markdown = paragraphs([whatItDoes(run.step, file), ...run.steps.slice(0, SHOWN).map(changesOf)]);
    return { markdown, span };
  }
  return undefined;
}

/** Runs of one sed in a loop, and lines of one file, beyond these are not shown. */
const SHOWN = 4;
const LONGEST = 70;

/** The script word at an offset, or the name of the program. */
function wordAt({ scripts, command }: SedStep, file: RepositoryFile, offset: number): Span | undefined {
  const words = scripts.flatMap(({ argument }) => argument?.word.span ?? []);
  const program = command.words.find(({ span }) => /(?:^|\/)sed$/.test(file.source.slice(span)))?.span;
  return [...words, ...(program === undefined ? [] : [program])].find((span) => touches(span, offset));
}

function whatItDoes({ plan, scripts }: SedStep, file: RepositoryFile): string {
  if (plan.kind === 'error') {
    const error = plan.scriptError;
    if (error === undefined) return 'sed refuses these arguments and edits nothing.';
    const meant = scripts.flatMap((script) => {
      const written = writtenScript(script);
      return written?.program === undefined ? [] : sentencesOf(written, written.program, file);
    });
    return paragraphs([
      `sed refuses this script: "${error.message}" at character ${error.char}. It reads no file.`,
      meant.length === 0 ? undefined : `Without the values it would be:\n\n${bullets(meant)}`,
    ]);
  }
  const sentences = scripts.flatMap((script) => {
    const written = writtenScript(script);
    return written?.program === undefined ? [] : sentencesOf(written, written.program, file);
  });
  const edits =
    plan.arguments.inPlace === undefined ? 'Prints its files, changed:' : 'Edits its files in place:';
  if (sentences.length === 0) return edits.replace(/, changed:|:$/, '.');
  return `${edits}\n\n${bullets(sentences)}`;
}

function sentencesOf(
  { values }: WrittenScript,
  program: NonNullable<WrittenScript['program']>,
  file: RepositoryFile,
): string[] {
  const hole = (number: number): string => {
    const value = values[number - 1];
    return value === undefined ? '…' : file.source.slice(value.segment.source);
  };
  return explainSed(program, { hole }).map(({ sentence }) => `${capital(sentence)}.`);
}

function capital(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}

/** What one run does to its files, at a launch on a hub. */
function changesOf(step: SedStep): string | undefined {
  if (step.plan.kind === 'error') return undefined;
  return paragraphs(step.operands.map((operand) => changesIn(operand, step)));
}

function changesIn(operand: SedOperand, step: SedStep): string | undefined {
  const name = code(operand.path ?? likely(operand.value));
  switch (operand.state) {
    case 'missing':
      return `${name} is not in the repository: sed fails.`;
    case 'directory':
      return `${name} is a folder: sed fails.`;
    case 'empty-operand':
      return 'The name of the file is empty: sed fails.';
    default:
  }
  if (operand.outcome === 'unchanged') return `At launch on a hub nothing changes in ${name}.`;
  if (operand.before === undefined || operand.after === undefined || operand.outcome !== 'changed')
    return `What happens to ${name} at launch is not known.`;
  const before = likely(operand.before).split('\n');
  const after = likely(operand.after).split('\n');
  const target = step.plan.arguments.inPlace === undefined ? `what it prints of ${name}` : name;
  if (before.length !== after.length) {
    return `At launch on a hub ${target} has ${after.length} lines instead of ${before.length}.`;
  }
  const changed = before.flatMap((line, i) => (line === after[i] ? [] : [i]));
  const certain = knownText(operand.after) === undefined ? ', as far as it is known' : '';
  return paragraphs([
    `At launch on a hub ${changed.length === 1 ? 'one line' : `${changed.length} lines`} of ${target} will be different${certain}:`,
    bullets([
      ...changed
        .slice(0, SHOWN)
        .map((i) => `Line ${i + 1}: ${short(before[i] ?? '')} becomes ${short(after[i] ?? '')}`),
      changed.length > SHOWN ? `and ${changed.length - SHOWN} more` : undefined,
    ]),
  ]);
}

function short(line: string): string {
  const text = line.trim();
  if (text === '') return 'an empty line';
  return code(text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text);
}
