import type { Script } from './model.ts';

/** The name of the program that reads a script, looked for behind `env`; undefined without a shebang. */
export function interpreterOf({ shebang }: Script): string | undefined {
  if (shebang === undefined) return undefined;
  const program = /(?:^|\/)env$/.test(shebang.interpreter)
    ? (shebang.argument.split(/\s+/).find((word) => !word.startsWith('-') && !word.includes('=')) ?? '')
    : shebang.interpreter;
  return program.slice(program.lastIndexOf('/') + 1);
}

/** No shebang counts as shell: bash itself ran such a file until 2021, and other launchers still do. */
export function isShell(script: Script): boolean {
  const name = interpreterOf(script);
  return (
    name === undefined ||
    !/^(?:python|perl|ruby|node|Rscript|fish|tcsh|csh|awk|pwsh|xonsh|lua|julia)[\d.]*$/.test(name)
  );
}
