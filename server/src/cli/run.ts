import { RULES } from '../rules/index.ts';
import { nearestName } from '../text/index.ts';
import { parseArguments, UsageError } from './arguments.ts';
import { check } from './check.ts';
import { config } from './config.ts';
import { type CommandEnvironment, WriteError } from './environment.ts';
import { HELP } from './help.ts';
import { initialize } from './initialize.ts';
import { launch } from './launch.ts';
import { modernizeFolder } from './modernize.ts';
import { pod } from './pod.ts';
import { preview } from './preview.ts';

/** Runs the command line. Gives the exit status and never throws. */
export async function run(argv: readonly string[], environment: CommandEnvironment): Promise<number> {
  try {
    const request = parseArguments(argv);
    switch (request.command) {
      case 'check':
        return await check(request.options, environment);
      case 'preview':
        return await preview(request.options, environment);
      case 'modernize':
        return await modernizeFolder(request.options, environment);
      case 'config':
        return await config(request.options, environment);
      case 'pod':
        return await pod(request.options, environment);
      case 'init':
        return await initialize(request.options, environment);
      case 'launch':
        return await launch(request.options, environment);
      case 'explain':
        return await explain(request.code, environment);
      case 'rules':
        for (const { meta } of RULES)
          environment.stdout(`${meta.code.padEnd(32)} ${meta.severity.padEnd(8)} ${meta.summary}\n`);
        return 0;
      case 'version':
        environment.stdout(`${environment.version}\n`);
        return 0;
      case 'help':
        environment.stdout(HELP);
        return 0;
    }
  } catch (error) {
    if (error instanceof UsageError) {
      environment.stderr(`pangeo-binder: ${error.message}\nSee pangeo-binder help.\n`);
      return 2;
    }
    if (error instanceof WriteError) {
      environment.stderr(`pangeo-binder: ${error.message}\n`);
      return 3;
    }
    environment.stderr(
      `pangeo-binder: internal failure: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
    );
    return 3;
  }
}

async function explain(code: string, environment: CommandEnvironment): Promise<number> {
  const known = RULES.some((rule) => rule.meta.code === code);
  const page = known ? await environment.page(code) : undefined;
  if (page !== undefined) {
    environment.stdout(page);
    return 0;
  }
  const near = nearestName(
    code,
    RULES.map((rule) => rule.meta.code),
  );
  throw new UsageError(`There is no rule ${code}${near === undefined ? '' : `; did you mean ${near}?`}`);
}
