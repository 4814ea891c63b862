import type { WordPattern } from './command-words.ts';

/** A command that runs until somebody stops it. */
export interface BlockingCommand extends WordPattern {
  /** With such an argument it ends by itself, or goes to the background. */
  readonly ends?: RegExp;
  /** The argument behind the words has to be like this. */
  readonly operand?: RegExp;
  /** Whether it is a server; the others only wait. */
  readonly server: boolean;
}

const INFORMATION =
  /^(?:-h|--help|--help-all|-V|--version|--generate-config|--show-config(?:-json)?|--paths|--json|list|stop)$/;
/** Subcommands of `jupyter lab` and `jupyter notebook` that do something else and end. */
const SUBCOMMAND =
  /^(?:build|clean|path|paths|workspaces?|licenses|list|stop|password|extension|--version|-h|--help|--help-all|--generate-config|--show-config(?:-json)?|--json)$/;

export const BLOCKING_COMMANDS: readonly BlockingCommand[] = [
  { programs: /^jupyter$/, words: [/^(?:lab|notebook|server|nbclassic)$/], ends: SUBCOMMAND, server: true },
  { programs: /^jupyter-(?:lab|notebook|server|nbclassic)$/, ends: SUBCOMMAND, server: true },
  { programs: /^(?:jupyterhub|jupyterhub-singleuser)$/, ends: INFORMATION, server: true },
  { programs: /^dask-(?:scheduler|worker|cuda-worker|gateway-server)$/, ends: INFORMATION, server: true },
  { programs: /^dask$/, words: [/^(?:scheduler|worker)$/], ends: INFORMATION, server: true },
  { programs: /^(?:bokeh|panel)$/, words: [/^serve$/], ends: INFORMATION, server: true },
  { programs: /^streamlit$/, words: [/^run$/], ends: INFORMATION, server: true },
  { programs: /^flask$/, words: [/^run$/], valued: ['--app', '-A'], ends: INFORMATION, server: true },
  { programs: /^mlflow$/, words: [/^(?:server|ui)$/], ends: INFORMATION, server: true },
  {
    programs: /^(?:voila|uvicorn|hypercorn|tensorboard|code-server|titiler)$/,
    ends: INFORMATION,
    server: true,
  },
  { programs: /^gunicorn$/, ends: /^(?:-D|--daemon|-h|--help|-v|--version|--check-config)$/, server: true },
  {
    programs: /^python[\d.]*$/,
    words: [/^-m$/, /^(?:http\.server|SimpleHTTPServer|bokeh|notebook|jupyterlab|dask\.distributed)$/],
    ends: INFORMATION,
    server: true,
  },
  { programs: /^redis-server$/, ends: /^(?:--daemonize|-v|--version|-h|--help)$/, server: true },
  { programs: /^mongod$/, ends: /^(?:--fork|-f|--config|--version|--help|-h)$/, server: true },
  { programs: /^(?:Xvfb|Xorg|Xtigervnc)$/, ends: /^(?:-version|-help)$/, server: true },
  {
    programs: /^tail$/,
    ends: /^--pid/,
    operand: /^(?:-[a-zA-Z\d]*[fF]\w*|--follow(?:=.*)?|--retry)$/,
    server: false,
  },
  { programs: /^sleep$/, operand: /^(?:inf|infinity|\d+d|\d{6,}|\d{3,}h)$/i, server: false },
];
