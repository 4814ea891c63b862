import { pod, ruleTable, worker } from '../support/table.ts';

const TEMPLATE = 'worker-template.yaml';

// worker() has its arguments on line 7; the first of them behind `dask-worker` in column 27.

ruleTable('worker/args-not-list', TEMPLATE, {
  'one string': {
    text: pod('  containers:\n    - name: a\n      image: a\n      args: dask-worker --nthreads 2\n'),
    expected: ['7:13-37 error safe'],
  },
  'one string with a variable': {
    text: pod('  containers:\n    - name: a\n      image: a\n      args: dask-worker $(ADDRESS)\n'),
    expected: ['7:13-35 error none'],
  },
  'of the second container': {
    text: pod(
      '  containers:\n    - {name: a, image: a, args: [dask-worker]}\n    - {name: b, image: b, args: run it}\n',
    ),
    expected: ['6:33-39 error safe'],
  },
  'missing, nothing pinned': {
    text: pod('  containers:\n    - name: a\n      image: a\n'),
    expected: ['5:7-11 error none'],
    says: ['0.10.1', 'nothing is pinned'],
  },
  'missing, dask-kubernetes 0.10.1': {
    text: pod('  containers:\n    - name: a\n      image: a\n'),
    pins: ['dask-kubernetes=0.10.1'],
    expected: ['5:7-11 error none'],
  },
  'missing, dask-kubernetes 0.10.0': {
    text: pod('  containers:\n    - name: a\n      image: a\n'),
    pins: ['dask-kubernetes=0.10.0'],
    expected: ['5:7-11 warning none'],
    says: ['environment.yml asks for dask-kubernetes=0.10.0'],
  },
  null: {
    text: pod('  containers:\n    - name: a\n      image: a\n      args:\n'),
    expected: ['7:7-11 error none'],
  },
  'an empty list': {
    text: pod('  containers:\n    - name: a\n      image: a\n      args: []\n'),
    expected: [],
  },
});

ruleTable('worker/removed-flag', TEMPLATE, {
  'nothing pinned': {
    text: worker('--no-bokeh'),
    expected: ['7:27-37 warning safe'],
    says: ['removed in distributed 2022.10.0', 'use `--no-dashboard`', 'nothing is pinned'],
  },
  'pinned after': {
    text: worker('--no-bokeh'),
    pins: ['distributed=2022.10.0'],
    expected: ['7:27-37 error safe'],
    says: ['environment.yml asks for distributed=2022.10.0'],
  },
  deprecated: {
    text: worker('--no-bokeh'),
    pins: ['distributed=2022.9.2'],
    expected: ['7:27-37 info safe'],
    says: ['deprecated since distributed 2.0.0'],
  },
  'right here': {
    text: worker('--no-bokeh'),
    pins: ['distributed=1.28.1'],
    expected: ['7:27-37 hint none'],
  },
  'with another successor': {
    text: worker('--nprocs, "4"'),
    expected: ['7:27-35 warning safe'],
    says: ['use `--nworkers`'],
  },
  '--nprocs before --nworkers': {
    text: worker('--nprocs, "4"'),
    pins: ['distributed=2021.10.0'],
    expected: ['7:27-35 hint none'],
  },
  'without successor': { text: worker('--reconnect'), expected: ['7:27-38 warning none'] },
  'glued with =': { text: worker('--nprocs=4'), expected: ['7:27-37 warning safe'] },
  'the new one': { text: worker('--no-dashboard'), expected: [] },
});

ruleTable('worker/unknown-flag', TEMPLATE, {
  'one letter off, and nothing else': {
    text: worker('--nthread=2'),
    expected: ['7:27-38 error safe'],
    says: ['did you mean `--nthreads`?', 'takes `--nthread=2` for the address of the scheduler'],
  },
  'with a value behind it': {
    text: worker('--nthread, "2"'),
    expected: ['7:27-36 error safe'],
    says: ['usage error'],
  },
  'behind an address': {
    text: worker('$(DASK_SCHEDULER_ADDRESS), --nthread, "2"'),
    expected: ['7:54-63 error safe'],
    says: ['usage error'],
  },
  'two letters off': { text: worker('--nthrad, "2"'), expected: ['7:27-35 error unsafe'] },
  'nothing near': { text: worker('--qwertyuiop'), expected: ['7:27-39 error none'] },
  'not yet': {
    text: worker('--no-dashboard'),
    pins: ['distributed=1.28.1'],
    expected: ['7:27-41 error unsafe'],
    says: ['2.0.0', '`--no-bokeh`', 'environment.yml asks for distributed=1.28.1'],
  },
  'beside --preload': { text: worker('--preload, my.py, --my-option'), expected: [] },
  'a template engine': { text: worker('"--{{cookiecutter.option}}"'), expected: [] },
  'another program': {
    text: pod('  containers:\n    - {name: a, image: a, args: [run.sh, --nthread, "2"]}\n'),
    expected: [],
  },
});

ruleTable('worker/flag-value', TEMPLATE, {
  'glued with a blank': { text: worker('"--nthreads 2"'), expected: ['7:27-41 error safe'] },
  'missing at the end': { text: worker('--nthreads'), expected: ['7:27-37 error none'] },
  'missing in the middle': { text: worker('--nthreads, --no-dashboard'), expected: ['7:27-37 error none'] },
  'no number': {
    text: worker('--nthreads, two'),
    expected: ['7:39-42 error none'],
    says: ['a whole number'],
  },
  'no size': { text: worker('--memory-limit, 7 gigs'), expected: ['7:43-49 error none'] },
  'a value for a switch': { text: worker('--no-dashboard=1'), expected: ['7:27-43 error none'] },
  'a second argument': {
    text: worker('$(DASK_SCHEDULER_ADDRESS), more'),
    expected: ['7:54-58 error none'],
  },
  'with =': { text: worker('--nthreads=2'), expected: [] },
  'a variable': { text: worker('--nthreads, "${CPUS}", --memory-limit, $(MEM)'), expected: [] },
  'a token': { text: worker('--memory-limit, WORKER_MEMORY'), expected: [] },
  'a duration is told about elsewhere': { text: worker('--death-timeout, 1min'), expected: [] },
  'null is told about elsewhere': { text: worker('--nthreads, null'), expected: [] },
});

ruleTable('worker/flags-conflict', TEMPLATE, {
  'several workers without a nanny': {
    text: worker('--nworkers, "4", --no-nanny'),
    expected: ['7:44-54 error none'],
  },
  'an address and a host': {
    text: worker('--host, a, --listen-address, "tcp://a:1"'),
    expected: ['7:38-54 error none'],
  },
  'an address to contact alone': {
    text: worker('--contact-address, "tcp://a:1"'),
    expected: ['7:27-44 error none'],
  },
  'one worker without a nanny': { text: worker('--nworkers, "1", --no-nanny'), expected: [] },
  twice: { text: worker('--nthreads, "2", --nthreads, "4"'), expected: ['7:44-54 warning none'] },
  'an option that may be given often': { text: worker('--preload, a, --preload, b'), expected: [] },
  'a name, nothing pinned': {
    text: worker('--name, a'),
    expected: ['7:27-33 warning none'],
    says: ['nothing is pinned'],
  },
  'a name, dask-kubernetes 0.10.0': {
    text: worker('--name, a'),
    pins: ['dask-kubernetes=0.10.0'],
    expected: [],
  },
});

ruleTable('worker/memory-limit-bare-number', TEMPLATE, {
  'seven bytes': {
    text: worker('--memory-limit, "7"'),
    expected: ['7:43-46 warning unsafe'],
    says: ['7 bytes'],
  },
  'all memory': {
    text: worker('--memory-limit, "1"'),
    expected: ['7:43-46 warning unsafe'],
    says: ['all memory'],
  },
  'glued with =': { text: worker('--memory-limit=7'), expected: ['7:27-43 warning unsafe'] },
  'none, auto, a part, plausible bytes': {
    text: pod(
      ['"0"', 'auto', '"0.5"', '"7000000000"', '7GB']
        .map((limit, i) => `    - {name: a${i}, image: a, args: [dask-worker, --memory-limit, ${limit}]}\n`)
        .join('')
        .replace(/^/, '  containers:\n'),
    ),
    expected: [],
  },
});

const sized = (limit: string, memory: string, more = '') =>
  worker(`--memory-limit, ${limit}${more}`, `      resources:\n        limits: {memory: ${memory}}\n`);

ruleTable('worker/memory-limit-over-pod', TEMPLATE, {
  'nothing pinned': {
    text: sized('7GB', '6G'),
    expected: ['7:43-46 warning unsafe'],
    says: ['`--memory-limit 7GB`', '6G'],
  },
  'pinned where it is lowered': {
    text: sized('7GB', '6G'),
    pins: ['distributed=2022.10.1'],
    expected: ['7:43-46 info unsafe'],
    says: ['environment.yml asks for distributed=2022.10.1'],
  },
  'pinned before': {
    text: sized('7GB', '6G'),
    pins: ['distributed=2022.10.0'],
    expected: ['7:43-46 warning unsafe'],
  },
  'the same': { text: sized('7GB', '7G'), expected: [] },
  'binary against decimal': { text: sized('7GiB', '7G'), expected: ['7:43-47 warning unsafe'] },
  together: {
    text: sized('4GB', '7G', ', --nworkers, "2"'),
    expected: ['7:43-46 warning none'],
    says: ['each of 2 workers'],
  },
  'no limit of the pod': { text: worker('--memory-limit, 7GB'), expected: [] },
  'a token': { text: sized('7GB', 'WORKER_MEMORY'), expected: [] },
});

ruleTable('worker/memory-limit-under-pod', TEMPLATE, {
  'far below': { text: sized('2GB', '7G'), expected: ['7:43-46 info unsafe'] },
  'three quarters': { text: sized('6GB', '8G'), expected: [] },
  together: { text: sized('2GB', '7G', ', --nworkers, "3"'), expected: [] },
  auto: { text: sized('auto', '7G'), expected: [] },
});

ruleTable('worker/nthreads-over-cpu', TEMPLATE, {
  'sixteen on eight': {
    text: worker('--nthreads, "16"', '      resources:\n        limits: {cpu: 8}\n'),
    expected: ['7:39-43 info none'],
  },
  'two on 1.75': {
    text: worker('--nthreads, "2"', '      resources:\n        limits: {cpu: 1750m}\n'),
    expected: [],
  },
});

ruleTable('worker/no-death-timeout', TEMPLATE, {
  none: { text: worker('--nthreads, "2"'), expected: ['7:14-25 info unsafe'] },
  one: { text: worker('--death-timeout, "60"'), expected: [] },
  'filled in': { text: worker('"${WORKER_OPTIONS}"'), expected: [] },
});

ruleTable('worker/scheduler-address', TEMPLATE, {
  'with braces': { text: worker('"${DASK_SCHEDULER_ADDRESS}"'), expected: ['7:27-54 warning safe'] },
  without: { text: worker('$DASK_SCHEDULER_ADDRESS'), expected: ['7:27-50 warning safe'] },
  'of Kubernetes': { text: worker('$(DASK_SCHEDULER_ADDRESS)'), expected: [] },
  'in a shell': {
    text: pod(
      '  containers:\n    - {name: a, image: a, args: [bash, -c, "dask-worker $DASK_SCHEDULER_ADDRESS"]}\n',
    ),
    expected: [],
  },
});

ruleTable('worker/removed-flag', '.config/dask/kubernetes.yaml', {
  'in a template that nothing reads any more': {
    text: 'kubernetes:\n  worker-template:\n    spec:\n      containers:\n        - name: a\n          image: a\n          args: [dask-worker, --no-bokeh]\n',
    expected: ['7:31-41 warning safe'],
  },
});
