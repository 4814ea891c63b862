/** How sure it is that a command takes longer than a launch can wait: more than a few seconds. */
export type Certainty = 'sure' | 'probable' | 'possible';

/** A kind of command that takes long. */
export interface HeavyCommand {
  /** Names of the program, without their folder. */
  readonly programs: RegExp;
  /** The words that have to follow, options between them left out. Without: the program's name is telling enough. */
  readonly words?: readonly RegExp[];
  /** Options before or between those words that take a value of their own. */
  readonly valued?: readonly string[];
  readonly certainty: Certainty;
  /** What it does, as the predicate of a sentence. */
  readonly does: string;
  /** Some argument has to be like this. */
  readonly needs?: RegExp;
  /** With such an argument it is quick. */
  readonly quick?: RegExp;
  /** The first operand behind the words has to be like this. */
  readonly operand?: RegExp;
  /** Why it fails at launch, where it does. */
  readonly fails?: string;
  /** What to do instead of a command that fails, as a clause. */
  readonly instead?: string;
}

const ADDRESS = /^(?:https?|ftp):\/\/(?!localhost|127\.)|^(?!-)[\w.-]+\.[a-z]{2,}\/\S|\$/;
const CONDA = /^(?:conda|mamba|micromamba)$/;
const PYTHON = /^python[\d.]*$/;
const INSTALLS = 'installs packages';
const DOWNLOADS = 'downloads data';
const LONG_NAME = /(?:download|fetch|get[_-]?data|prepare|(?:^|\/)prep\b|build|setup|install)[^/]*\.\w+$/i;

/**
 * Commands by how long they take. In the order of the table: the first that fits counts.
 * Timings are those of usual images; sure is nine in ten and more, probable seven in ten, possible four in ten.
 */
export const HEAVY_COMMANDS: readonly HeavyCommand[] = [
  {
    programs: CONDA,
    words: [/^env$/, /^(?:create|update)$/],
    certainty: 'sure',
    does: INSTALLS,
    quick: /^(?:--help|-h|--dry-run|-d)$/,
  },
  {
    programs: CONDA,
    words: [/^(?:install|create|update|upgrade)$/],
    certainty: 'sure',
    does: INSTALLS,
    quick: /^(?:--help|-h|--dry-run|-d)$/,
  },
  {
    programs: /^pip[\d.]*$/,
    words: [/^(?:install|download|wheel)$/],
    certainty: 'possible',
    does: INSTALLS,
    needs: /^--no-deps$/,
  },
  {
    programs: /^pip[\d.]*$/,
    words: [/^(?:install|download|wheel)$/],
    certainty: 'sure',
    does: INSTALLS,
    quick: /^(?:--help|-h|--dry-run)$/,
  },
  {
    programs: PYTHON,
    words: [/^-m$/, /^pip$/, /^(?:install|download|wheel)$/],
    certainty: 'possible',
    does: INSTALLS,
    needs: /^--no-deps$/,
  },
  {
    programs: PYTHON,
    words: [/^-m$/, /^pip$/, /^(?:install|download|wheel)$/],
    certainty: 'sure',
    does: INSTALLS,
    quick: /^(?:--help|-h|--dry-run)$/,
  },
  { programs: /^uv$/, words: [/^pip$/, /^(?:install|sync)$/], certainty: 'sure', does: INSTALLS },
  { programs: /^(?:uv|pipenv)$/, words: [/^sync$/], certainty: 'sure', does: INSTALLS },
  { programs: /^(?:poetry|pipenv|pixi)$/, words: [/^install$/], certainty: 'sure', does: INSTALLS },
  { programs: /^easy_install[\d.-]*$/, certainty: 'sure', does: INSTALLS },
  {
    programs: /^jupyter$/,
    words: [/^labextension$/, /^install$/],
    certainty: 'sure',
    does: 'builds JupyterLab',
  },
  { programs: /^jupyter$/, words: [/^lab$/, /^build$/], certainty: 'sure', does: 'builds JupyterLab' },
  { programs: /^jupyter-labextension$/, words: [/^install$/], certainty: 'sure', does: 'builds JupyterLab' },
  { programs: /^jupyter-lab$/, words: [/^build$/], certainty: 'sure', does: 'builds JupyterLab' },
  {
    programs: /^(?:npm|pnpm|yarn|jlpm)$/,
    words: [/^(?:install|i|ci|add)$/],
    valued: ['--prefix', '-C', '--cwd'],
    certainty: 'sure',
    does: INSTALLS,
  },
  {
    programs: /^(?:R|Rscript)$/,
    words: [],
    certainty: 'sure',
    does: INSTALLS,
    needs: /install(?:\.packages|_\w+)?\s*\(|renv::restore/,
  },
  {
    programs: /^apt(?:-get|itude)?$/,
    words: [/^(?:install|update|upgrade|dist-upgrade)$/],
    certainty: 'sure',
    does: INSTALLS,
    fails: 'It fails at launch: the script does not run as root',
    instead: 'name the packages in `apt.txt`, from which the image is built',
  },
  { programs: /^dvc$/, words: [/^(?:pull|fetch|repro)$/], certainty: 'sure', does: DOWNLOADS },
  {
    programs: /^git$/,
    words: [/^lfs$/, /^(?:pull|fetch)$/],
    valued: ['-C', '-c'],
    certainty: 'sure',
    does: DOWNLOADS,
  },
  { programs: /^rclone$/, words: [/^(?:copy|sync|copyto|move)$/], certainty: 'sure', does: 'copies data' },
  {
    programs: /^gsutil$/,
    words: [/^(?:cp|rsync)$/],
    valued: ['-o', '-h'],
    certainty: 'sure',
    does: 'copies data',
  },
  {
    programs: /^aws$/,
    words: [/^s3$/, /^(?:cp|sync)$/],
    valued: ['--profile', '--region', '--endpoint-url'],
    certainty: 'sure',
    does: 'copies data',
  },
  {
    programs: /^s5cmd$/,
    words: [/^(?:cp|sync)$/],
    valued: ['--endpoint-url'],
    certainty: 'sure',
    does: 'copies data',
  },
  { programs: /^gcloud$/, words: [/^storage$/, /^(?:cp|rsync)$/], certainty: 'sure', does: 'copies data' },
  {
    programs: /^az$/,
    words: [/^storage$/, /^(?:blob|fs|file|azcopy)$/, /^(?:download|download-batch|directory|sync)$/],
    certainty: 'sure',
    does: 'copies data',
  },
  { programs: /^azcopy$/, words: [/^(?:copy|cp|sync)$/], certainty: 'sure', does: 'copies data' },
  {
    programs: /^(?:docker|podman)$/,
    words: [/^(?:run|build|pull|compose|exec)$/],
    certainty: 'sure',
    does: 'needs Docker',
    fails: 'It fails at launch: there is no Docker in the container',
  },
  {
    programs: /^git$/,
    words: [/^(?:clone|pull|fetch)$/],
    valued: ['-C', '-c'],
    certainty: 'probable',
    does: 'downloads a repository',
  },
  {
    programs: /^git$/,
    words: [/^submodule$/, /^update$/],
    valued: ['-C', '-c'],
    certainty: 'probable',
    does: 'downloads a repository',
  },
  {
    programs: /^gitpuller$/,
    certainty: 'probable',
    does: 'downloads a repository',
    needs: ADDRESS,
  },
  {
    programs: /^(?:gdown|zenodo_get|axel|aria2c)$/,
    certainty: 'probable',
    does: DOWNLOADS,
    quick: /^(?:--help|-h|--version)$/,
  },
  {
    programs: /^kaggle$/,
    words: [/^(?:datasets|competitions)$/, /^download$/],
    certainty: 'probable',
    does: DOWNLOADS,
  },
  {
    programs: /^make$/,
    certainty: 'probable',
    does: 'builds something',
    quick: /^(?:-n|--dry-run|--just-print|--recon|-v|--version|-q|--question)$/,
  },
  {
    programs: /^jupyter$/,
    words: [/^nbconvert$/],
    certainty: 'probable',
    does: 'runs a notebook',
    needs: /^--execute$/,
  },
  { programs: /^jupyter-nbconvert$/, certainty: 'probable', does: 'runs a notebook', needs: /^--execute$/ },
  {
    programs: /^papermill$/,
    certainty: 'probable',
    does: 'runs a notebook',
    quick: /^(?:--help|--version)$/,
  },
  { programs: /^find$/, certainty: 'probable', does: 'walks through the whole file system', operand: /^\/$/ },
  {
    programs: PYTHON,
    words: [/(?:^|\/)setup\.py$/, /^(?:install|develop|build|build_ext)$/],
    certainty: 'probable',
    does: INSTALLS,
  },
  {
    programs: PYTHON,
    certainty: 'possible',
    does: 'runs a program that sounds long',
    operand: LONG_NAME,
    quick: /^(?:-c|-m|-V|--version)$/,
  },
  {
    programs: /^(?:bash|sh)$/,
    certainty: 'possible',
    does: 'runs a program that sounds long',
    operand: LONG_NAME,
    quick: /^-[a-z]*c$/,
  },
  { programs: /^Rscript$/, certainty: 'possible', does: 'runs R', quick: /^--version$/ },
  {
    programs: /^julia$/,
    certainty: 'probable',
    does: INSTALLS,
    needs: /Pkg\.(?:instantiate|add|precompile|update|build)/,
  },
  { programs: /^julia$/, certainty: 'possible', does: 'runs Julia', quick: /^(?:--version|-v)$/ },
  { programs: /^rsync$/, certainty: 'possible', does: 'copies data', quick: /^(?:--version|-n|--dry-run)$/ },
];
