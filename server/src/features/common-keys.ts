/**
 * What people on Binder write, by the section it stands in: offered first, in this order. The names are those of
 * the packages' own examples for hubs.
 */
export const COMMON_KEYS: Readonly<Record<string, readonly string[]>> = {
  '': ['distributed', 'gateway', 'kubernetes', 'labextension', 'temporary-directory', 'array', 'dataframe'],
  distributed: ['dashboard', 'worker', 'scheduler', 'comm', 'logging', 'admin', 'nanny', 'client'],
  'distributed.dashboard': ['link'],
  'distributed.worker': ['memory', 'resources', 'daemon', 'preload'],
  'distributed.worker.memory': ['target', 'spill', 'pause', 'terminate'],
  'distributed.scheduler': ['idle-timeout', 'work-stealing', 'worker-ttl', 'allowed-failures'],
  'distributed.comm': ['timeouts', 'retry', 'compression'],
  'distributed.admin': ['tick'],
  'distributed.admin.tick': ['limit', 'interval'],
  gateway: ['address', 'proxy-address', 'public-address', 'auth', 'cluster'],
  'gateway.auth': ['type', 'kwargs'],
  kubernetes: ['worker-template', 'worker-template-path', 'name', 'namespace', 'count', 'env'],
  labextension: ['factory', 'default', 'initial'],
  'labextension.factory': ['module', 'class', 'args', 'kwargs'],
  'labextension.default': ['workers', 'adapt'],
};

/** Fields of a pod that templates have, by the type that owns them. */
export const COMMON_FIELDS: Readonly<Record<string, readonly string[]>> = {
  WorkerPod: ['metadata', 'spec'],
  ObjectMeta: ['labels', 'annotations', 'name', 'namespace'],
  PodSpec: [
    'containers',
    'restartPolicy',
    'tolerations',
    'nodeSelector',
    'volumes',
    'serviceAccountName',
    'affinity',
  ],
  Container: [
    'name',
    'image',
    'args',
    'resources',
    'env',
    'command',
    'imagePullPolicy',
    'volumeMounts',
    'securityContext',
  ],
  ResourceRequirements: ['limits', 'requests'],
  EnvVar: ['name', 'value', 'valueFrom'],
};

/** A rank that sorts as text: listed names by their place, all others behind them. */
export function rank(listed: readonly string[] | undefined, name: string): string {
  const place = listed?.indexOf(name) ?? -1;
  return `${place < 0 ? 500 : 100 + place}`;
}
