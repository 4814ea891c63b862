/** What `pangeo-binder help` prints. */
export const HELP = `pangeo-binder: checks Binder repositories that scale out with Dask

  pangeo-binder check [PATH...]      check folders or files (default: the current folder)
    --format text|json|sarif|github  how to print what was found (default: text)
    --fail-on error|warning|info|never
                                     from which severity on the exit status is 1 (default: error)
    --fix                            apply every safe fix, again and again, then check what is left
    --fix-unsafe                     apply the others too; read the changes before you keep them
    --rule CODE=SEVERITY             error, warning, info, hint or off, for a rule or a family (dask/*)
    --show-suppressed                list in JSON and SARIF what comments suppress, marked so
  pangeo-binder preview [PATH]       show what the start script makes of the files at launch
    --profile NAME                   where the values come from: mybinder-2026, pangeo-binder-2020,
                                     repo2docker-local
    --env NAME=VALUE                 a value of your own; NAME alone: the variable is not set
    --format text|json
  pangeo-binder config [PATH]        show the configuration that Dask will see at launch, and where
                                     each value comes from; options as for preview
  pangeo-binder pod [PATH]           show the worker pod that dask-kubernetes will ask for; options as
                                     for preview
  pangeo-binder init [DIR]           begin a repository: environment, Dask configuration and start script;
                                     files that exist stay as they are
    --cluster local|gateway|operator|classic
                                     where workers run: in the session (default), with Dask Gateway, with the
                                     operator of dask-kubernetes, or as its classic KubeCluster
    --directory binder|.binder       where Binder's files go (default: where they are, else binder)
  pangeo-binder launch [DIR] [-- COMMAND...]
                                     tell the story of a launch: files, environment, exec, messages;
                                     COMMAND is what starts the server (default: that of the profile);
                                     it counts as silent, and as ending with status 0
    --profile NAME | --clear-env     where the values come from; --clear-env: nothing is set but HOME,
                                     a plain PATH and --env, a plain Debian stands for the image, and
                                     /probe for the server unless COMMAND begins with a slash
    --env NAME=VALUE                 as for preview
    --start PATH                     the script (default: the start script of the repository)
    --cwd PATH                       the folder in which it is started (default: DIR)
    --launcher popen|exec|bash|bash-exec
                                     who starts it: the entry point of repo2docker (default), a program
                                     that falls back to sh, \`bash FILE\`, or \`exec FILE\` in bash
    --format text|json               Markdown, or the whole result with places and reasons
  pangeo-binder modernize [DIR]      show the edits that take a repository to what works today, and what they
                                     cannot do
    --write                          make them
  pangeo-binder explain CODE         the page of a rule
  pangeo-binder rules                all rules, a line each
  pangeo-binder help | version

Exit status: 0 nothing at or above --fail-on, 1 something, 2 wrong usage or an invalid .pangeo-binder.yaml,
3 internal failure.
Nothing of the repository is ever executed, and nothing is fetched.
`;
