import type { Repository } from '../binder/index.ts';
import {
  ABOUT_IGNORES,
  type FileIgnores,
  type Ignore,
  type IgnoredCode,
  ignoresOf,
} from '../ignores/index.ts';
import type { Finding, UnusedCode } from '../rules/index.ts';

/** What comments leave of the findings. */
export interface Suppression {
  readonly kept: readonly Finding[];
  readonly suppressed: readonly Finding[];
  readonly unused: readonly UnusedCode[];
}

/**
 * Takes out what comments suppress. A finding is judged by the line where it begins; the comment about the line
 * counts before the one about the file, and of two that name the same code the first, so that the other shows as unused.
 * @param ran the codes of the rules that looked; of others nothing is known to be unused
 */
export function suppress(
  repository: Repository,
  findings: readonly Finding[],
  ran: ReadonlySet<string>,
): Suppression {
  const ignores = ignoresOf(repository);
  if (ignores.size === 0) return { kept: findings, suppressed: [], unused: [] };
  const desks = new Map([...ignores].map(([path, file]) => [path, new Desk(file)]));
  const kept: Finding[] = [];
  const suppressed: Finding[] = [];
  for (const finding of findings) {
    const source = repository.file(finding.path)?.source;
    const line = source?.lines.lineAt(finding.span.start) ?? 0;
    const taken = !ABOUT_IGNORES.has(finding.code) && desks.get(finding.path)?.takes(finding.code, line);
    (taken === true ? suppressed : kept).push(finding);
  }
  const unused = [...desks].flatMap(([path, desk]) =>
    repository.file(path)?.roles.length === 0 ? [] : desk.unused(ran).map((one) => ({ path, ...one })),
  );
  return { kept, suppressed, unused };
}

interface Entry {
  readonly ignore: Ignore;
  readonly code: IgnoredCode;
}

/** The suppressions of one file, and which of them were of use. */
class Desk {
  /** Entries by line and code, `family/*` among the codes. */
  readonly #byLine = new Map<number, Map<string, Entry>>();
  readonly #byFile = new Map<string, Entry>();
  readonly #used = new Set<IgnoredCode>();

  constructor(readonly file: FileIgnores) {
    for (const ignore of file.ignores) {
      if (ignore.problem !== undefined) continue;
      for (const code of ignore.codes) {
        const entry = { ignore, code };
        if (ignore.scope === 'file') addFirst(this.#byFile, entry);
        for (const line of ignore.lines) {
          let codes = this.#byLine.get(line);
          if (codes === undefined) {
            codes = new Map();
            this.#byLine.set(line, codes);
          }
          addFirst(codes, entry);
        }
      }
    }
  }

  takes(code: string, line: number): boolean {
    const codes = this.#byLine.get(this.file.anchor(line));
    const family = `${code.slice(0, code.indexOf('/'))}/*`;
    const entry =
      codes?.get(code) ?? codes?.get(family) ?? this.#byFile.get(code) ?? this.#byFile.get(family);
    if (entry === undefined) return false;
    this.#used.add(entry.code);
    return true;
  }

  /** Known codes that took nothing; in a file that cannot be read to its end nobody knows. */
  unused(ran: ReadonlySet<string>): Entry[] {
    if (!this.file.complete) return [];
    return this.file.ignores
      .filter(({ problem }) => problem === undefined)
      .flatMap((ignore) => ignore.codes.map((code) => ({ ignore, code })))
      .filter(({ code }) => !this.#used.has(code) && looked(code.code, ran));
  }
}

function addFirst(entries: Map<string, Entry>, entry: Entry): void {
  if (!entries.has(entry.code.code)) entries.set(entry.code.code, entry);
}

/** Whether the rule of a code, or one of its family, has looked; unknown codes are spoken of elsewhere. */
function looked(code: string, ran: ReadonlySet<string>): boolean {
  if (ABOUT_IGNORES.has(code)) return false;
  if (!code.endsWith('/*')) return ran.has(code);
  const family = code.slice(0, -1);
  for (const one of ran) if (one.startsWith(family) && !ABOUT_IGNORES.has(one)) return true;
  return false;
}
