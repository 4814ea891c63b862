// Assertions for both hosts; a web worker has no `node:assert`. Mocha prints a difference from `actual` and `expected`.

class AssertionError extends Error {
  override readonly name = 'AssertionError';

  constructor(
    message: string,
    readonly actual?: unknown,
    readonly expected?: unknown,
  ) {
    super(message);
  }

  get showDiff(): boolean {
    return this.expected !== undefined;
  }
}

/** Fails when the value is falsy. */
export function ok(value: unknown, message = 'expected a truthy value'): asserts value {
  if (!value) throw new AssertionError(message, value);
}

/** Compares plain data: primitives, arrays and plain objects by what is in them (without `undefined` entries). */
export function equal<T>(actual: T, expected: T, message = 'expected equal values'): void {
  if (!same(actual, expected)) throw new AssertionError(message, actual, expected);
}

/** Fails when the pattern does not match. */
export function match(actual: string, pattern: RegExp, message = `expected a match of ${pattern}`): void {
  if (!pattern.test(actual)) throw new AssertionError(`${message}: ${JSON.stringify(actual)}`);
}

/**
 * Asks again and again until the answer is accepted, and returns it: most of what an editor shows comes a little later.
 * Accepted is what is truthy, if `accept` does not say otherwise. Fails after `limit` milliseconds with the last answer.
 */
export async function eventually<T>(
  what: string,
  ask: () => T | PromiseLike<T>,
  accept: (answer: T) => boolean = Boolean,
  limit = 10_000,
): Promise<T> {
  const end = Date.now() + limit;
  for (;;) {
    const answer = await ask();
    if (accept(answer)) return answer;
    if (Date.now() > end) {
      throw new AssertionError(
        `${what} did not come within ${limit / 1000} s; last: ${JSON.stringify(answer)}`,
      );
    }
    await new Promise((later) => setTimeout(later, 50));
  }
}

function same(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const left = entries(a);
  const right = new Map(entries(b));
  return (
    left.length === right.size && left.every(([key, value]) => right.has(key) && same(value, right.get(key)))
  );
}

function entries(value: object): [string, unknown][] {
  return Object.entries(value).filter(([, each]) => each !== undefined);
}
