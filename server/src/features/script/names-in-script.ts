import type { Repository, RepositoryFile } from '../../binder/index.ts';
import { type AssignStep, hubLaunch } from '../../launch/index.ts';
import {
  commandName,
  hereDocumentsOf,
  literalText,
  parametersIn,
  type Script,
  type Statement,
  statementsAt,
  type Word,
  walkStatements,
  wordsOf,
} from '../../shell/index.ts';
import { type SourceText, type Span, touches } from '../../text/index.ts';
import { typedAt } from './typed.ts';

/** The name of a variable in a script. */
export interface NamePlace {
  readonly name: string;
  readonly span: Span;
  /** `set`: it gets a value here, or is exported; `read`: its value is put in. */
  readonly use: 'set' | 'read';
  /** What is assigned. */
  readonly value: Word | undefined;
}

/** The variable whose name stands at an offset, or whose value is put in there. */
export function nameAt(script: Script, offset: number): NamePlace | undefined {
  for (const statement of [...statementsAt(script, offset)].reverse()) {
    const found = placesIn(statement).find(({ span }) => touches(span, offset));
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The same where the script cannot be read yet: by the signs around the name. */
export function nameWrittenAt(source: SourceText, offset: number): NamePlace | undefined {
  const line = source.lineSpan(source.lines.lineAt(offset));
  for (const match of source
    .slice(line)
    .slice(0, LONGEST_LINE)
    .matchAll(/(\$\{?)?\b([A-Za-z_]\w*)(=)?/g)) {
    const [, sign, name = '', equals] = match;
    const start = line.start + match.index + (sign?.length ?? 0);
    const span = { start, end: start + name.length };
    if (!touches(span, offset)) continue;
    const typed = typedAt(source, start);
    if (typed === undefined || (sign === undefined && equals === undefined)) return undefined;
    if (sign === undefined ? typed.quote !== '' : typed.quote === "'") return undefined;
    return { name, span, use: sign === undefined ? 'set' : 'read', value: undefined };
  }
  return undefined;
}

const LONGEST_LINE = 10_000;

function placesIn(statement: Statement): NamePlace[] {
  const places: NamePlace[] = [];
  const parts = [
    ...wordsOf(statement).map(({ parts }) => parts),
    ...hereDocumentsOf(statement).map(({ parts }) => parts),
  ];
  for (const { name, nameSpan } of parts.flatMap((list) => parametersIn(list)))
    if (/^[A-Za-z_]\w*$/.test(name)) places.push({ name, span: nameSpan, use: 'read', value: undefined });
  if (statement.kind !== 'command') return places;
  for (const { name, nameSpan, value } of [
    ...statement.assignments,
    ...statement.words.flatMap(({ assignment }) => assignment ?? []),
  ])
    places.push({ name, span: nameSpan, use: 'set', value: value.kind === 'word' ? value : undefined });
  if (!/^(?:export|unset|declare|typeset|readonly|local)$/.test(commandName(statement) ?? '')) return places;
  for (const word of statement.words.slice(1)) {
    const name = literalText(word);
    if (word.assignment === undefined && name !== undefined && /^[A-Za-z_]\w*$/.test(name))
      places.push({ name, span: word.span, use: 'set', value: undefined });
  }
  return places;
}

/** The last time that a launch on a hub gives a variable its value at or before a place. */
export function lastAssignment(
  repository: Repository,
  file: RepositoryFile,
  name: string,
  offset: number,
): AssignStep | undefined {
  const launch = repository.derive(hubLaunch);
  if (launch.script !== file.path) return undefined;
  let last: AssignStep | undefined;
  for (const step of launch.steps) {
    if (step.kind !== 'assign' || step.name !== name) continue;
    if (step.place.path !== file.path || step.place.span.start <= offset) last = step;
  }
  return last;
}

/** Names that the script gives a value anywhere, in the order of the text. */
export function namesSetIn(script: Script): readonly string[] {
  const names = new Set<string>();
  walkStatements(script, (statement) => {
    if (statement.kind === 'for') names.add(statement.variable);
    for (const { name, use } of placesIn(statement)) if (use === 'set') names.add(name);
  });
  return [...names].filter((name) => /^[A-Za-z_]\w*$/.test(name));
}
