import type { Repository } from '../../binder/index.ts';
import { type Content, hubLaunch, type Value } from '../../launch/index.ts';
import { placesOf } from '../sed/placeholders.ts';

/** Stands for text that is not known. */
const UNKNOWN = '\uf8ff';

/** Whether a launch on a hub can be followed to its end, so that it may be said what it does not do. */
export function isLaunchKnown(repository: Repository): boolean {
  const launch = repository.derive(hubLaunch);
  if (launch.unknownFrom !== undefined) return false;
  if (launch.start.runs === 'nothing') return launch.start.why === 'no-script';
  return launch.steps.every((step) => step.kind !== 'end' || step.why !== 'syntax-error');
}

/** The text of a file after the launch, unknown parts as a character of private use; undefined when nobody knows. */
export function textAfterLaunch(repository: Repository, path: string): string | undefined {
  const launch = repository.derive(hubLaunch);
  if (launch.perhapsChanged.has(path)) return undefined;
  const outcome = launch.files.get(path);
  if (outcome === undefined) {
    const text = repository.text(path);
    return typeof text === 'string' ? undefined : text.text;
  }
  return textOf(outcome.after);
}

/**
 * Whether a program that the script runs may fill a token, because its own text speaks of it: then the simulation, which
 * does not look into programs, proves nothing.
 */
export function mayProgramFill(repository: Repository, token: string): boolean {
  const launch = repository.derive(hubLaunch);
  return launch.steps.some(
    (step) =>
      step.kind === 'command' &&
      step.files.some(({ path, state }) => {
        if (state !== 'file' || path === undefined) return false;
        if (step.runs === 'builtin' && step.name !== '.' && step.name !== 'source') return false;
        const text = repository.text(path);
        return (
          text === 'unknown' ||
          (typeof text !== 'string' && isProgram(path, text.text) && placesOf(text.text, token).length > 0)
        );
      }),
  );
}

function isProgram(path: string, text: string): boolean {
  return (
    text.startsWith('#!') ||
    /\.(?:py|sh|bash|R|jl|pl|rb|js|awk|sed|ipynb)$/.test(path) ||
    /(?:^|\/)Makefile$/.test(path)
  );
}

function textOf(content: Content): string | undefined {
  return content.kind === 'text' ? joined(content.text) : undefined;
}

function joined(value: Value): string {
  return value.pieces.map((piece) => (piece.kind === 'text' ? piece.text : UNKNOWN)).join('');
}
