import { parseTemplate } from '../dask/index.ts';
import { type Launch, show } from '../launch/index.ts';
import { doubtOf } from './read-order.ts';

/** A text into which variables of the server were put. */
export interface Filled {
  readonly text: string;
  readonly variables: readonly string[];
  /** Why it is not certain, a noun phrase. */
  readonly doubt: string | undefined;
}

interface Variable {
  readonly text: string;
  readonly doubt: string | undefined;
}

/** A variable of the server; undefined where it is not set. What is not known stands in angle brackets. */
function variableOf(launch: Launch, name: string): Variable | undefined {
  const found = launch.exported.get(name);
  if (found?.value === undefined) return undefined;
  return {
    text: show(found.value),
    doubt: doubtOf(found.value) ?? (found.certain ? undefined : `whether \`${name}\` is set`),
  };
}

/** dask.config.expand_environment_variables, which is Python's os.path.expandvars: unknown names stay. */
export function expandVariables(text: string, launch: Launch): Filled {
  const variables: string[] = [];
  let doubt: string | undefined;
  const expanded = text.replace(/\$(?:([A-Za-z0-9_]+)|\{([^}]*)\})/g, (written, bare, braced) => {
    const name: string = bare ?? braced ?? '';
    const variable = variableOf(launch, name);
    if (variable === undefined) return written;
    variables.push(name);
    doubt ??= variable.doubt;
    return variable.text;
  });
  return { text: expanded, variables, doubt };
}

/** What `str.format` makes of a text, or the exception that it raises. */
export type Formatted =
  | ({ readonly ok: true; readonly pieces: readonly Piece[] } & Omit<Filled, 'text'>)
  | { readonly ok: false; readonly error: string };

/** A piece of a formatted text; `certain` is false for stand-ins in angle brackets. */
export interface Piece {
  readonly text: string;
  readonly certain: boolean;
}

/**
 * `text.format(**own, **os.environ)`.
 * @param own names beside the environment, such as `uuid`; they win
 */
export function formatText(text: string, launch: Launch, own: ReadonlyMap<string, Piece>): Formatted {
  const { parts, error } = parseTemplate(text);
  if (error !== undefined) return { ok: false, error: 'ValueError' };
  const pieces: Piece[] = [];
  const variables: string[] = [];
  let doubt: string | undefined;
  for (const part of parts) {
    if (part.kind === 'text') {
      pieces.push({ text: part.text, certain: true });
      continue;
    }
    const { name } = part;
    const given = own.get(name);
    const variable = given === undefined ? variableOf(launch, name) : undefined;
    if (given === undefined && variable === undefined)
      return {
        ok: false,
        error: /^\d*$/.test(name) ? 'IndexError' : `KeyError, since \`${name}\` is not set`,
      };
    if (part.access !== '' || part.conversion !== undefined || part.spec !== '') {
      pieces.push({ text: `<${name}>`, certain: false });
      doubt ??= `what \`{${name}${part.access}}\` gives`;
    } else if (given !== undefined) pieces.push(given);
    else if (variable !== undefined) {
      pieces.push({ text: variable.text, certain: variable.doubt === undefined });
      doubt ??= variable.doubt;
    }
    if (variable !== undefined) variables.push(name);
  }
  return { ok: true, pieces, variables, doubt };
}

/** `getpass.getuser()` in the image: the account is `jovyan` unless a variable says otherwise. */
export function userName(launch: Launch): Piece {
  for (const name of ['LOGNAME', 'USER', 'LNAME', 'USERNAME']) {
    const variable = variableOf(launch, name);
    if (variable !== undefined && variable.text !== '')
      return { text: variable.text, certain: variable.doubt === undefined };
  }
  return { text: 'jovyan', certain: true };
}
