// What kubernetes-types does not say about a Pod.

/**
 * Enumerations, which the OpenAPI description of Kubernetes 1.30 gives as plain text. Values: the constants of
 * kubernetes v1.30.0, staging/src/k8s.io/api/core/v1/types.go, and the "supported values" sets of
 * pkg/apis/core/validation/validation.go. `also` holds what only later releases accept: known, but not offered.
 * @type {Record<string, {values: string[], also?: string[]}>}
 */
export const ENUMERATIONS = {
  'WorkerPod.apiVersion': { values: ['v1'] },
  'WorkerPod.kind': { values: ['Pod'] },
  'AppArmorProfile.type': { values: ['Localhost', 'RuntimeDefault', 'Unconfined'] },
  'AzureDiskVolumeSource.cachingMode': { values: ['None', 'ReadOnly', 'ReadWrite'] },
  'AzureDiskVolumeSource.kind': { values: ['Dedicated', 'Managed', 'Shared'] },
  'Container.imagePullPolicy': { values: ['Always', 'IfNotPresent', 'Never'] },
  // 1.34 allows the others too, and also outside init containers (ContainerRestartRules).
  'Container.restartPolicy': { values: ['Always'], also: ['Never', 'OnFailure'] },
  'Container.terminationMessagePolicy': { values: ['FallbackToLogsOnError', 'File'] },
  'ContainerPort.protocol': { values: ['SCTP', 'TCP', 'UDP'] },
  'ContainerResizePolicy.resourceName': { values: ['cpu', 'memory'] },
  'ContainerResizePolicy.restartPolicy': { values: ['NotRequired', 'RestartContainer'] },
  'ContainerRestartRuleOnExitCodes.operator': { values: ['In', 'NotIn'] },
  'EphemeralContainer.imagePullPolicy': { values: ['Always', 'IfNotPresent', 'Never'] },
  'EphemeralContainer.restartPolicy': { values: ['Always'], also: ['Never', 'OnFailure'] },
  'EphemeralContainer.terminationMessagePolicy': { values: ['FallbackToLogsOnError', 'File'] },
  'HTTPGetAction.scheme': { values: ['HTTP', 'HTTPS'] },
  'HostPathVolumeSource.type': {
    values: ['BlockDevice', 'CharDevice', 'Directory', 'DirectoryOrCreate', 'File', 'FileOrCreate', 'Socket'],
  },
  'ImageVolumeSource.pullPolicy': { values: ['Always', 'IfNotPresent', 'Never'] },
  'LabelSelectorRequirement.operator': { values: ['DoesNotExist', 'Exists', 'In', 'NotIn'] },
  'NodeSelectorRequirement.operator': { values: ['DoesNotExist', 'Exists', 'Gt', 'In', 'Lt', 'NotIn'] },
  'PersistentVolumeClaimSpec.accessModes': {
    values: ['ReadOnlyMany', 'ReadWriteMany', 'ReadWriteOnce', 'ReadWriteOncePod'],
  },
  'PersistentVolumeClaimSpec.volumeMode': { values: ['Block', 'Filesystem'] },
  'PodOS.name': { values: ['linux', 'windows'] },
  'PodSecurityContext.fsGroupChangePolicy': { values: ['Always', 'OnRootMismatch'] },
  'PodSecurityContext.seLinuxChangePolicy': { values: ['MountOption', 'Recursive'] },
  'PodSecurityContext.supplementalGroupsPolicy': { values: ['Merge', 'Strict'] },
  'PodSpec.dnsPolicy': { values: ['ClusterFirst', 'ClusterFirstWithHostNet', 'Default', 'None'] },
  'PodSpec.preemptionPolicy': { values: ['Never', 'PreemptLowerPriority'] },
  'PodSpec.restartPolicy': { values: ['Always', 'Never', 'OnFailure'] },
  'SeccompProfile.type': { values: ['Localhost', 'RuntimeDefault', 'Unconfined'] },
  'SecurityContext.procMount': { values: ['Default', 'Unmasked'] },
  'Toleration.effect': { values: ['NoExecute', 'NoSchedule', 'PreferNoSchedule'] },
  // Lt and Gt: 1.35.
  'Toleration.operator': { values: ['Equal', 'Exists'], also: ['Gt', 'Lt'] },
  'TopologySpreadConstraint.nodeAffinityPolicy': { values: ['Honor', 'Ignore'] },
  'TopologySpreadConstraint.nodeTaintsPolicy': { values: ['Honor', 'Ignore'] },
  'TopologySpreadConstraint.whenUnsatisfiable': { values: ['DoNotSchedule', 'ScheduleAnyway'] },
  'VolumeMount.mountPropagation': { values: ['Bidirectional', 'HostToContainer', 'None'] },
  'VolumeMount.recursiveReadOnly': { values: ['Disabled', 'Enabled', 'IfPossible'] },
};

const text = { kind: 'text' };
const open = { kind: 'open' };

/**
 * Fields that Kubernetes got after 1.30 (API reference of 1.31 to 1.36): known, so that no template of a newer cluster
 * is called misspelt.
 * @type {Record<string, Record<string, {type: object, description: string, required?: true}>>}
 */
export const LATER_FIELDS = {
  Container: {
    restartPolicyRules: {
      type: { kind: 'list', items: { kind: 'object', of: 'ContainerRestartRule' } },
      description:
        'Rules that decide on a restart of this container before its restart policy does. Since 1.34.',
    },
  },
  ContainerRestartRule: {
    action: { type: text, required: true, description: 'What to do when the rule matches, such as Restart.' },
    exitCodes: {
      type: { kind: 'object', of: 'ContainerRestartRuleOnExitCodes' },
      description: 'The exit codes of the container that the rule matches.',
    },
  },
  ContainerRestartRuleOnExitCodes: {
    operator: {
      type: text,
      required: true,
      description: 'Whether the exit code is to be among the values or not.',
    },
    values: {
      type: { kind: 'list', items: { kind: 'integer' } },
      description: 'Exit codes to compare with.',
    },
  },
  EnvVarSource: {
    fileKeyRef: {
      type: { kind: 'object', of: 'FileKeySelector' },
      description: 'Takes the value from a file of variables in a volume. Since 1.34.',
    },
  },
  EphemeralContainer: {
    restartPolicyRules: {
      type: { kind: 'list', items: { kind: 'object', of: 'ContainerRestartRule' } },
      description: 'May not be set for ephemeral containers. Since 1.34.',
    },
  },
  FileKeySelector: {
    key: { type: text, required: true, description: 'The key within the file.' },
    optional: { type: { kind: 'boolean' }, description: 'Whether the file or key may be absent.' },
    path: { type: text, required: true, description: 'The path of the file within the volume.' },
    volumeName: { type: text, required: true, description: 'The name of the volume that holds the file.' },
  },
  ImageVolumeSource: {
    pullPolicy: { type: text, description: 'When to pull the image.' },
    reference: { type: text, description: 'The image or artifact to mount.' },
  },
  Lifecycle: {
    stopSignal: {
      type: text,
      description: 'The signal sent to the container when it is stopped. Since 1.33.',
    },
  },
  PodResourceClaim: {
    resourceClaimName: {
      type: text,
      description: 'The ResourceClaim in the namespace of the pod. Since 1.31.',
    },
    resourceClaimTemplateName: {
      type: text,
      description: 'The ResourceClaimTemplate from which a claim is made for the pod. Since 1.31.',
    },
  },
  PodSecurityContext: {
    seLinuxChangePolicy: {
      type: text,
      description: 'How volumes get the SELinux label of the pod. Since 1.32.',
    },
    supplementalGroupsPolicy: {
      type: text,
      description: 'How the supplemental groups of the first process are found. Since 1.31.',
    },
  },
  PodSpec: {
    evictionResponders: {
      type: { kind: 'list', items: open },
      description: 'Who answers a request to evict the pod.',
    },
    hostnameOverride: {
      type: text,
      description: 'The host name inside the pod, whatever its name is. Since 1.34.',
    },
    resources: {
      type: { kind: 'object', of: 'ResourceRequirements' },
      description: 'Resources of the pod as a whole, shared by its containers. Since 1.32.',
    },
    schedulingGroup: { type: open, description: 'The group of pods this one is scheduled with. Since 1.36.' },
    workloadRef: { type: open, description: 'The Workload this pod belongs to. Since 1.35.' },
  },
  ResourceClaim: {
    request: {
      type: text,
      description: 'The request within the claim; all of it when left out. Since 1.31.',
    },
  },
  Volume: {
    image: {
      type: { kind: 'object', of: 'ImageVolumeSource' },
      description: 'Mounts an image or artifact of a registry. Since 1.31.',
    },
  },
  VolumeProjection: {
    podCertificate: { type: open, description: 'Projects a certificate made for the pod. Since 1.34.' },
  },
};

/** The pod as a template: what dask_kubernetes.objects.make_pod_from_dict takes (V1Pod of the Python client). */
export const ROOT = {
  description:
    'A Pod as the classic KubeCluster of dask-kubernetes takes it for a worker or scheduler (dask-kubernetes 0.4.0 to 2024.4.2). ' +
    'The cluster adds labels, the scheduler address, tolerations and the name.',
  fields: {
    apiVersion: { type: text, description: 'Version of the Pod object; v1. May be left out.' },
    kind: { type: text, description: 'Kind of the object; Pod. May be left out.' },
    metadata: {
      type: { kind: 'object', of: 'ObjectMeta' },
      description:
        'Labels and annotations of each pod. May be empty; the cluster sets name, namespace and its own labels.',
    },
    spec: {
      type: { kind: 'object', of: 'PodSpec' },
      required: true,
      description: 'Containers, volumes and scheduling of each pod.',
    },
    status: { type: open, description: 'State that the cluster reports; ignored when a pod is made.' },
  },
};
