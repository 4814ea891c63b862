/** Begins each line of mocha's report, which test/host/code.mjs picks out of all that VS Code logs. */
const mark = '[mocha] ';

/**
 * What mocha's reporters print with, in place of `console.log`. They format as printf does, and the way out of the
 * extension host does not.
 */
export function print(format = '', ...values: unknown[]): void {
  const rest = [...values];
  const text = format.replace(/%([sd%])/g, (part, kind: string) => {
    if (kind === '%') return '%';
    return rest.length > 0 ? String(rest.shift()) : part;
  });
  for (const line of [text, ...rest.map(String)].join(' ').split('\n')) console.log(mark + line);
}

/** The end of a run, as VS Code wants it: settled when all passed. */
export function settle(failures: number, resolve: () => void, reject: (error: Error) => void): void {
  if (failures === 0) resolve();
  else reject(new Error(failures === 1 ? '1 test failed.' : `${failures} tests failed.`));
}
